# bash completion of dcs, made by 'make reference'.
_dcs() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  case $before in
    help) mapfile -t COMPREPLY < <(compgen -W 'abs accuracy add alexnet all any append argmax arithmetic avgpool batchnorm bench bench_codec bench_packing bench_ranks bench_training centroids checkpoint clip columns compare compress concat conv data dataset dense devices dropout error estimate exists exp explain export factorize file_size filter flatten floor fold format global_avgpool heatmap hist histogram huffman infer inspect join keys leaky_relu len lenet300 lenet5 list load log lrn map max maxpool mean min mod near net ones outputs panels paper plan plot plot_codebook plot_codes plot_layers print prune quantize rand randn relu replace report reshape retrain round rows same save seed sensitivity show sigmoid softmax sort split sqrt squeezenet stand_in std sum svd sweep table tanh tensor train transpose tune tune_device type unique unpack values verify vgg16 zeros topics errors' -- "$current"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'table csv json md' -- "$current"); return ;;
    jupyter) mapfile -t COMPREPLY < <(compgen -W 'install run' -- "$current"); return ;;
    -c | --threads | --device) return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W '-c -i --quiet --format --threads --device --no-init --version --help --stdio-json' -- "$current")
    return
  fi
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
  if ((COMP_CWORD == 1)); then
    local words
    mapfile -t words < <(compgen -W 'help report check inspect verify jupyter' -- "$current")
    COMPREPLY+=("${words[@]}")
  fi
}
complete -F _dcs dcs
