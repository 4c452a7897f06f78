// Files of the repository to begin with.

import keras from "../../../../../tests/data/keras/keras3_model_CosineDecay_warmup.keras?url";
import hdf5 from "../../../../../tests/data/keras/keras3_model_PiecewiseConstantDecay.h5?url";
import axolotl from "../../../../../tests/data/axolotl/qlora.yml?url";
import composer from "../../../../../tests/data/composer/llm-foundry.yaml?url";
import deepspeed from "../../../../../tests/data/deepspeed/WarmupDecayLR.config.json?url";
import deepspeedCheckpoint from "../../../../../tests/data/deepspeed_checkpoint/mp_rank_00_model_states.pt?url";
import torchtitan from "../../../../../tests/data/field/torchtitan.toml?url";
import ultralytics from "../../../../../tests/data/field/ultralytics.yaml?url";

export interface Example {
  title: string;
  file: string;
  address: string;
}

export const EXAMPLES: Example[] = [
  { title: "Keras model (.keras)", file: "keras3_model_CosineDecay_warmup.keras", address: keras },
  { title: "Keras model (.h5)", file: "keras3_model_PiecewiseConstantDecay.h5", address: hdf5 },
  { title: "DeepSpeed checkpoint (.pt)", file: "mp_rank_00_model_states.pt", address: deepspeedCheckpoint },
  { title: "DeepSpeed configuration", file: "WarmupDecayLR.config.json", address: deepspeed },
  { title: "Axolotl configuration", file: "qlora.yml", address: axolotl },
  { title: "Composer configuration", file: "llm-foundry.yaml", address: composer },
  { title: "TorchTitan configuration", file: "torchtitan.toml", address: torchtitan },
  { title: "Ultralytics arguments", file: "ultralytics.yaml", address: ultralytics },
];
