" Vim syntax of dcs, made by 'make reference'.
if exists("b:current_syntax")
  finish
endif
syntax keyword dcsControl break catch check continue else fn for if include param require return try while step
syntax keyword dcsOperator and or not in
syntax keyword dcsConstant true false none
syntax match dcsCommand /\<\%(abs\|accuracy\|add\|alexnet\|all\|any\|append\|argmax\|arithmetic\|avgpool\|batchnorm\|bench\|bench_codec\|bench_packing\|bench_ranks\|bench_training\|centroids\|checkpoint\|clip\|columns\|compare\|compress\|concat\|conv\|data\|dataset\|dense\|devices\|dropout\|error\|estimate\|exists\|exp\|explain\|export\|factorize\|file_size\|filter\|flatten\|floor\|fold\|format\|global_avgpool\|heatmap\|hist\|histogram\|huffman\|infer\|inspect\|join\|keys\|leaky_relu\|len\|lenet300\|lenet5\|list\|load\|log\|lrn\|map\|max\|maxpool\|mean\|min\|mod\|near\|net\|ones\|outputs\|panels\|paper\|plan\|plot\|plot_codebook\|plot_codes\|plot_layers\|print\|prune\|quantize\|rand\|randn\|relu\|replace\|report\|reshape\|retrain\|round\|rows\|same\|save\|seed\|sensitivity\|show\|sigmoid\|softmax\|sort\|split\|sqrt\|squeezenet\|stand_in\|std\|sum\|svd\|sweep\|table\|tanh\|tensor\|train\|transpose\|tune\|tune_device\|type\|unique\|unpack\|values\|verify\|vgg16\|zeros\)\>\ze\%((\|\s\+[[:alnum:]"']\|\s*$\|\s*|>\)/
syntax match dcsArgument /\<\h\w*\ze=[^=]/
syntax match dcsNumber /\<\d\+\%(\.\d\+\)\?\%([eE][-+]\?\d\+\)\?%\?/
syntax region dcsString start=/"/ skip=/\\./ end=/"/ contains=dcsBraces
syntax region dcsRawString start=/'/ end=/'/
syntax region dcsBraces start=/{/ end=/}/ contained
syntax match dcsComment /#.*$/
syntax match dcsProse /^\s*##\%(\s.*\)\?$/
highlight default link dcsControl Statement
highlight default link dcsOperator Operator
highlight default link dcsConstant Constant
highlight default link dcsCommand Function
highlight default link dcsArgument Identifier
highlight default link dcsNumber Number
highlight default link dcsString String
highlight default link dcsRawString String
highlight default link dcsBraces Special
highlight default link dcsComment Comment
highlight default link dcsProse SpecialComment
let b:current_syntax = "dcs"
