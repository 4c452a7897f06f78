"""Writes keras_metadata.pb, which a SavedModel of TensorFlow 2.15 has beside its graph.

python generate.py, with tensorflow-cpu 2.15.1 and Python 3.11
"""

import pathlib
import shutil
import tempfile

import tensorflow as tf

schedule = tf.keras.optimizers.schedules.PolynomialDecay(2e-5, 636, end_learning_rate=0.0)
model = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape=(3,))])
model.compile(tf.keras.optimizers.Adam(schedule), "mse")
with tempfile.TemporaryDirectory() as folder:
    model.save(folder, save_format="tf")
    target = pathlib.Path(__file__).with_name("keras_metadata.pb")
    shutil.copy(pathlib.Path(folder) / "keras_metadata.pb", target)
