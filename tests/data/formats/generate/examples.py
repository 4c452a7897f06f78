"""Writes some of the configurations as files of their own, as people have them: tests/data/<folder>/."""

import json

from exactly import FOLDER

EXAMPLES = {
    "burn": {"a cosine": "cosine.json", "three, with a product between": "sequential.json"},
    "keras_custom": {
        "WarmUp in an optimizer's configuration": "warmup_optimizer.json",
        "WarmUp in a model card": "warmup_card.md",
        "triangles that are halved": "triangular2.json",
        "triangles that shrink with each step": "exponential_cycles.json",
    },
    "mmengine": {
        "mmseg, a polynomial": "polynomial.yaml",
        "a warmup over a cosine to 0": "warmup_cosine.yaml",
        "a checkpoint of mmdet's 1x schedule": "checkpoint.json",
    },
    "model_garden": {
        "BERT's polynomial decay with a polynomial warmup": "bert.yaml",
        "steps with a linear warmup": "stepwise.yaml",
        "a power of the step and a line": "power_linear.yaml",
    },
    "torch_config": {
        "Hydra, StepLR": "hydra.yaml",
        "Hydra, SequentialLR": "hydra_sequential.yaml",
        "Lightning CLI, CosineAnnealingLR": "lightning.yaml",
        "type and args, StepLR": "type_args.json",
        "flat and a key deeper, MultiStepLR": "flat.yaml",
    },
    "torch_addons": {
        "bolts, a warmup and a cosine": "linear_warmup_cosine.json",
        "restarts with a warmup each": "cosine_warmup_restarts.json",
        "gradual, to a multiple": "gradual_warmup.json",
    },
}

for folder, names in EXAMPLES.items():
    cases = json.loads((FOLDER / f"{folder}.json").read_text(encoding="utf-8"))["cases"]
    texts = {case["name"]: case["file"] for case in cases}
    for name, file in names.items():
        path = FOLDER.parent / folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts[name].rstrip("\n") + "\n", encoding="utf-8")
