# fish completion of dcs, made by 'make reference'.
complete -c dcs -n __fish_use_subcommand -a help
complete -c dcs -n __fish_use_subcommand -a report
complete -c dcs -n __fish_use_subcommand -a check
complete -c dcs -n __fish_use_subcommand -a inspect
complete -c dcs -n __fish_use_subcommand -a verify
complete -c dcs -n __fish_use_subcommand -a jupyter
complete -c dcs -s c
complete -c dcs -s i
complete -c dcs -l quiet
complete -c dcs -l format
complete -c dcs -l threads
complete -c dcs -l device
complete -c dcs -l no-init
complete -c dcs -l version
complete -c dcs -l help
complete -c dcs -l stdio-json
complete -c dcs -n '__fish_seen_subcommand_from help' -f -a 'abs accuracy add alexnet all any append argmax arithmetic avgpool batchnorm bench bench_codec bench_packing bench_ranks bench_training centroids checkpoint clip columns compare compress concat conv data dataset dense devices dropout error estimate exists exp explain export factorize file_size filter flatten floor fold format global_avgpool heatmap hist histogram huffman infer inspect join keys leaky_relu len lenet300 lenet5 list load log lrn map max maxpool mean min mod near net ones outputs panels paper plan plot plot_codebook plot_codes plot_layers print prune quantize rand randn relu replace report reshape retrain round rows same save seed sensitivity show sigmoid softmax sort split sqrt squeezenet stand_in std sum svd sweep table tanh tensor train transpose tune tune_device type unique unpack values verify vgg16 zeros topics errors'
complete -c dcs -n '__fish_seen_subcommand_from jupyter' -f -a 'install run'
complete -c dcs -l format -x -a 'table csv json md'
