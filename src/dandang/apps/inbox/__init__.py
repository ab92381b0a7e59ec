"""What waits for whom (待办): one item per thing to do, settled when it is done."""
