-- Versions of messages: what was asked or answered anew stands beside the old, under the same parent.
ALTER TABLE message
  ADD COLUMN parent_id UUID NULL AFTER conversation_id,
  ADD KEY message_parent (conversation_id, parent_id);

UPDATE message m JOIN message p ON p.conversation_id = m.conversation_id AND p.seq = m.seq - 1
  SET m.parent_id = p.id;

-- The last message of the versions that are shown.
ALTER TABLE conversation ADD COLUMN leaf_id UUID NULL AFTER model_id;

UPDATE conversation c
  JOIN message m ON m.conversation_id = c.id
  LEFT JOIN message later ON later.conversation_id = m.conversation_id AND later.seq > m.seq
  SET c.leaf_id = m.id WHERE later.id IS NULL;
