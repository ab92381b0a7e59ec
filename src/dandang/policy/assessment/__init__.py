"""年度考核: kinds and grades, who is graded and by whom, the quota of excellent, what grades lead to."""
