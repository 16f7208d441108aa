-- Kinds of models beside those that converse: some turn texts into vectors, some write down what is said in recordings.
ALTER TABLE model ADD COLUMN kind ENUM('CHAT','EMBEDDING','TRANSCRIPTION') NOT NULL DEFAULT 'CHAT' AFTER label;

-- A second kind of price: nano units for a minute of audio. A version asks either by tokens or by the minute.
ALTER TABLE price_version
  ADD COLUMN unit ENUM('TOKENS','AUDIO') NOT NULL DEFAULT 'TOKENS' AFTER currency,
  ADD COLUMN sell_minute_n BIGINT NOT NULL DEFAULT 0 AFTER sell_output_n,
  ADD COLUMN buy_minute_n BIGINT NULL AFTER buy_output_n,
  ADD CONSTRAINT price_minute CHECK (sell_minute_n >= 0 AND (buy_minute_n IS NULL OR buy_minute_n >= 0)),
  ADD CONSTRAINT price_unit CHECK (IF(unit = 'AUDIO',
    sell_input_n = 0 AND sell_cached_input_n = 0 AND sell_cache_write_n = 0 AND sell_output_n = 0,
    sell_minute_n = 0 AND buy_minute_n IS NULL));

-- How long the recording of a call is, in milliseconds: as measured here before the hold, as the provider told, and as
-- it is paid. Calls of other models have none.
ALTER TABLE model_call
  ADD COLUMN local_audio_ms BIGINT NOT NULL DEFAULT 0 AFTER local_exact,
  ADD CONSTRAINT model_call_audio CHECK (local_audio_ms >= 0);
ALTER TABLE usage_event
  ADD COLUMN audio_ms BIGINT NOT NULL DEFAULT 0 AFTER reasoning_tokens,
  ADD COLUMN local_audio_ms BIGINT NOT NULL DEFAULT 0 AFTER local_output_tokens,
  ADD COLUMN provider_audio_ms BIGINT NULL AFTER provider_output_tokens,
  ADD CONSTRAINT usage_event_audio CHECK (audio_ms >= 0 AND local_audio_ms >= 0);
ALTER TABLE usage_day
  ADD COLUMN audio_ms BIGINT NOT NULL DEFAULT 0 AFTER output_tokens,
  ADD CONSTRAINT usage_day_audio CHECK (audio_ms >= 0);
