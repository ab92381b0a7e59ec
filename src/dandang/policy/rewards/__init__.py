"""Rewards of civil servants (奖励): how many, after which notice, approved by whom, how much money."""
