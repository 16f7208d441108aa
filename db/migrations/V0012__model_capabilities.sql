-- What each model can do beyond words; the operator says so. Of what was there before only the well known is believed.
ALTER TABLE model
  ADD COLUMN can_images BOOLEAN NOT NULL DEFAULT FALSE AFTER most_output_tokens,
  ADD COLUMN can_tools BOOLEAN NOT NULL DEFAULT FALSE AFTER can_images,
  ADD COLUMN can_json BOOLEAN NOT NULL DEFAULT FALSE AFTER can_tools,
  ADD COLUMN can_reasoning BOOLEAN NOT NULL DEFAULT FALSE AFTER can_json;

UPDATE model SET can_images = TRUE, can_tools = TRUE, can_json = TRUE
  WHERE upstream_name REGEXP '^(gpt-4o|gpt-4[.]1|gpt-4-turbo|gpt-5|o3|o4-mini)' AND upstream_name NOT REGEXP 'o3-mini|audio|realtime|transcribe|tts';

-- A new wire form is a new class, not a new column type.
ALTER TABLE provider MODIFY kind VARCHAR(40) NOT NULL;
