"""Pygments lexer of dcs, made by 'make reference'."""
from pygments.lexer import RegexLexer, bygroups, words
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text

COMMANDS = ("abs", "accuracy", "add", "alexnet", "all", "any", "append", "argmax", "arithmetic", "avgpool", "batchnorm", "bench", "bench_codec", "bench_packing", "bench_ranks", "bench_training", "centroids", "checkpoint", "clip", "columns", "compare", "compress", "concat", "conv", "data", "dataset", "dense", "devices", "dropout", "error", "estimate", "exists", "exp", "explain", "export", "factorize", "file_size", "filter", "flatten", "floor", "fold", "format", "global_avgpool", "heatmap", "hist", "histogram", "huffman", "infer", "inspect", "join", "keys", "leaky_relu", "len", "lenet300", "lenet5", "list", "load", "log", "lrn", "map", "max", "maxpool", "mean", "min", "mod", "near", "net", "ones", "outputs", "panels", "paper", "plan", "plot", "plot_codebook", "plot_codes", "plot_layers", "print", "prune", "quantize", "rand", "randn", "relu", "replace", "report", "reshape", "retrain", "round", "rows", "same", "save", "seed", "sensitivity", "show", "sigmoid", "softmax", "sort", "split", "sqrt", "squeezenet", "stand_in", "std", "sum", "svd", "sweep", "table", "tanh", "tensor", "train", "transpose", "tune", "tune_device", "type", "unique", "unpack", "values", "verify", "vgg16", "zeros")
CONTROL = ("break", "catch", "check", "continue", "else", "fn", "for", "if", "include", "param", "require", "return", "try", "while", "step")
OPERATORS = ("and", "or", "not", "in")
CONSTANTS = ("true", "false", "none")


class DCSLexer(RegexLexer):
    name = "dcs"
    aliases = ["dcs"]
    filenames = ["*.dcs"]
    mimetypes = ["text/x-dcs"]
    tokens = {
        "root": [
            (r"^#!.*$", Comment.Hashbang),
            (r"^\s*##(?!#).*$", Comment.Special),
            (r"#.*$", Comment.Single),
            (r"\s+", Text),
            (r'"', String.Double, "string"),
            (r"'[^'\n]*'", String.Single),
            (r"\d+(\.\d+)?([eE][-+]?\d+)?%?", Number),
            (words(CONTROL, suffix=r"\b"), Keyword),
            (words(OPERATORS, suffix=r"\b"), Operator.Word),
            (words(CONSTANTS, suffix=r"\b"), Keyword.Constant),
            (r"([A-Za-z_]\w*)(=)(?!=)", bygroups(Name.Attribute, Operator)),
            (words(COMMANDS, suffix=r"\b"), Name.Builtin),
            (r"[^\W\d]\w*", Name),
            (r"\|>|\.\.|[-+*/@^=<>!]", Operator),
            (r"[()\[\]{},:;.]", Punctuation),
            (r".", Text),
        ],
        "string": [
            (r"\\.", String.Escape),
            (r"\{[^{}\n]*\}", String.Interpol),
            (r'"', String.Double, "#pop"),
            (r'[^"\\{\n]+|[{}]', String.Double),
            (r"\n", String.Double, "#pop"),
        ],
    }
