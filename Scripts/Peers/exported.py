#!/usr/bin/env python3
"""Networks of torchvision and transformers (random weights, small sizes) as PyTorch's two exporters write them, each with an input
beside it: food for models.py.

    PYTHON -m pip install torchvision transformers onnxscript
    PYTHON Scripts/Peers/exported.py FOLDER [NAME ...] && DCS=.build/release/dcs PYTHON Scripts/Peers/models.py FOLDER

Language models of transformers can be exported by the newer exporter only; what fails is said and left out.
"""
import os
import sys
import warnings

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
import torchvision.models as vision
import transformers as text

nn = torch.nn
SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64, "vocab_size": 100}
IMAGES = ["resnet18", "mobilenet_v3_small", "efficientnet_b0", "shufflenet_v2_x0_5", "mnasnet0_5", "regnet_y_400mf",
          "squeezenet1_1", "densenet121", "convnext_tiny", "swin_t", "vit_b_32"]


class First(nn.Module):
    """The first output of a network of transformers."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        decodes = hasattr(self.network.config, "use_cache")
        return (self.network(x, use_cache=False) if decodes else self.network(x))[0]


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(50, 16)
        self.layers = nn.GRU(16, 24, 2, batch_first=True, bidirectional=True)
        self.scores = nn.Linear(48, 5)

    def forward(self, x):
        return self.scores(self.layers(self.words(x))[0].mean(1))


class Hourglass(nn.Module):
    """Of images the operators that classifiers do not have."""

    def __init__(self):
        super().__init__()
        self.wide = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.GroupNorm(4, 16), nn.SiLU())
        self.narrow = nn.Sequential(
            nn.Conv2d(16, 32, 3, 2, 1), nn.InstanceNorm2d(32, affine=True), nn.Mish(),
            nn.Conv2d(32, 32, 3, padding=1, padding_mode="reflect"), nn.GELU(), nn.ConvTranspose2d(32, 16, 4, 2, 1))
        self.scores = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        wide = self.wide(x)
        both = nn.functional.pixel_shuffle(torch.cat([wide, self.narrow(wide)], 1), 2)
        half = nn.functional.interpolate(both, scale_factor=0.5, mode="bilinear", align_corners=True)
        return self.scores(half).softmax(1)


def networks():
    """name -> (a function that makes it, an input)"""
    whisper = text.WhisperConfig(
        d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, decoder_attention_heads=4,
        encoder_ffn_dim=64, decoder_ffn_dim=64, vocab_size=100, max_source_positions=50, pad_token_id=0, bos_token_id=1,
        eos_token_id=2, decoder_start_token_id=1)
    sounds = text.Wav2Vec2Config(
        **{**SIZES, "vocab_size": 32}, conv_dim=(16, 16, 16), conv_stride=(5, 2, 2), conv_kernel=(10, 3, 3),
        num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=4)
    deberta = text.DebertaV2Config(
        **SIZES, relative_attention=True, position_buckets=16, norm_rel_ebd="layer_norm", share_att_key=True,
        pos_att_type=["p2c", "c2p"])
    bert = text.DistilBertConfig(vocab_size=100, dim=32, n_layers=2, n_heads=4, hidden_dim=64)
    gpt = text.GPT2Config(n_embd=32, n_layer=2, n_head=4, vocab_size=100, n_positions=64)
    words = torch.randint(0, 50, (1, 12))
    found = {}
    for name in IMAGES:
        size = 224 if name in ("swin_t", "vit_b_32") else 96
        found[name] = (lambda name=name: getattr(vision, name)(weights=None), torch.randn(1, 3, size, size))
    found["googlenet"] = (
        lambda: vision.googlenet(weights=None, init_weights=False, aux_logits=False), torch.randn(1, 3, 96, 96))
    found["lraspp"] = (
        lambda: vision.segmentation.lraspp_mobilenet_v3_large(weights=None, weights_backbone=None),
        torch.randn(1, 3, 96, 96))
    for name, make in {
        "bert": lambda: text.BertModel(text.BertConfig(**SIZES)), "distilbert": lambda: text.DistilBertModel(bert),
        "deberta": lambda: text.DebertaV2Model(deberta), "gpt2": lambda: text.GPT2LMHeadModel(gpt),
        "llama": lambda: text.LlamaForCausalLM(text.LlamaConfig(**SIZES, num_key_value_heads=2)),
        "qwen2": lambda: text.Qwen2ForCausalLM(text.Qwen2Config(**SIZES, num_key_value_heads=2)),
    }.items():
        found[name] = (lambda make=make: First(make()), words)
    found["whisper_encoder"] = (lambda: First(text.WhisperModel(whisper).encoder), torch.randn(1, 80, 100))
    found["wav2vec2"] = (lambda: First(text.Wav2Vec2Model(sounds)), torch.randn(1, 3200))
    found["recurrent"] = (Recurrent, torch.randint(0, 50, (2, 9)))
    found["hourglass"] = (Hourglass, torch.randn(1, 3, 32, 32))
    return found


def export(make, x, path, is_new):
    torch.manual_seed(1)
    network = make().eval()
    if is_new:
        torch.onnx.export(
            network, (x,), path, dynamo=True, input_names=["x"], output_names=["y"], external_data=False, verbose=False)
    else:
        torch.onnx.export(
            network, (x,), path, dynamo=False, input_names=["x"], output_names=["y"], opset_version=17,
            dynamic_axes={"x": {0: "batch"}})
    np.savez(path[: -len(".onnx")] + ".npz", in0=x.numpy())


def main(folder, *names):
    os.makedirs(folder, exist_ok=True)
    for name, (make, x) in networks().items():
        if names and name not in names:
            continue
        for exporter in ("script", "dynamo"):
            path = os.path.join(folder, f"{name}_{exporter}.onnx")
            try:
                export(make, x, path, exporter == "dynamo")
            except Exception as error:
                print(f"{name}, {exporter}: {type(error).__name__}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
