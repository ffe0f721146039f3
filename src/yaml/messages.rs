//! Parser messages in Chinese.
