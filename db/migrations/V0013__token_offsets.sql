-- What is added to the local count of each call of a model, learnt from what the provider counts, and since when the
-- model is counted as it is now: only calls after that tell how well.
ALTER TABLE model
  MODIFY COLUMN tokenizer VARCHAR(80) NOT NULL,
  ADD COLUMN count_offset INT NOT NULL DEFAULT 0,
  ADD COLUMN counted_since DATETIME(6) NOT NULL DEFAULT '2000-01-01',
  ADD CONSTRAINT model_count_offset CHECK (count_offset BETWEEN -1000 AND 1000);

-- Local and provider counts of a model's calls over a span, read from the index alone.
ALTER TABLE usage_event ADD KEY usage_event_counts
  (model_id, at, flagged, local_input_tokens, provider_input_tokens, local_output_tokens, provider_output_tokens, reasoning_tokens);
