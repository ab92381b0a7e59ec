"""The meeting that decides on cadres (讨论决定): quorum, votes, order of speaking, reconsideration."""
