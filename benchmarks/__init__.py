"""Speed and size of ContactDesk, each figure beside its floor: the same work by hand, in the same run."""
