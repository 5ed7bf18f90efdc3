print("nnlearn")
