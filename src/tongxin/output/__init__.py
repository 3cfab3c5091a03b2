"""Plain data → what people and programs read: terminal text, JSON, SARIF, annotations, JUnit."""
