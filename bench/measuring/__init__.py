"""What `bench/quality.py` and `bench/speed.py` are made of: sets with truth, baselines, scores."""
