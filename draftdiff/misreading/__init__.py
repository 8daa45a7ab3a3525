"""What a scanner reads for what: the one place that knows confusions, how far damage goes, and what is noise.

`confusions` holds the tables (one data file, `data/confusions.json`), `damage` the weighted distance between what was
read and what may have stood there, `evidence` what two versions know about words, `judge` the judgement over it,
`letters` the letters in which two words differ.
"""
