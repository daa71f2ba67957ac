import argparse


def parser():
    made = argparse.ArgumentParser()
    made.add_argument("--all", action="store_true", help="everything")
    made.add_argument("--since", metavar="DAY", help="only what is newer")
    return made
