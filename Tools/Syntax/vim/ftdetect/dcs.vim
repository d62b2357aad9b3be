autocmd BufNewFile,BufRead *.dcs setfiletype dcs
