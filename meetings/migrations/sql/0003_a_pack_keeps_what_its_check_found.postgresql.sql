CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION kept_meetings_pack_update() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.public_pack_id = OLD.id OR v.members_pack_id = OLD.id) AND ((NEW.id IS DISTINCT FROM OLD.id OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id OR NEW.edition IS DISTINCT FROM OLD.edition OR NEW.supplement IS DISTINCT FROM OLD.supplement OR NEW.first_page IS DISTINCT FROM OLD.first_page OR NEW.last_page IS DISTINCT FROM OLD.last_page) OR ((NEW.stored_id IS DISTINCT FROM OLD.stored_id) AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_pack' AND w.row_id = OLD.id AND t.state <> 'undone'))) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_pack_update BEFORE UPDATE ON meetings_pack FOR EACH ROW EXECUTE FUNCTION kept_meetings_pack_update();

CREATE OR REPLACE FUNCTION kept_meetings_pack_delete() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.public_pack_id = OLD.id OR v.members_pack_id = OLD.id) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_pack_delete BEFORE DELETE ON meetings_pack FOR EACH ROW EXECUTE FUNCTION kept_meetings_pack_delete();

CREATE TRIGGER kept_meetings_pack_truncate BEFORE TRUNCATE ON meetings_pack EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_meetings_pack_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_pack was WHERE (was.id = NEW.id OR 1 = 0) AND EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.public_pack_id = was.id OR v.members_pack_id = was.id)) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_pack_insert BEFORE INSERT ON meetings_pack FOR EACH ROW EXECUTE FUNCTION kept_meetings_pack_insert();

CREATE OR REPLACE FUNCTION found_meetings_pack_update() RETURNS trigger AS $$ BEGIN  IF (NEW.verdict IS DISTINCT FROM OLD.verdict) THEN RAISE EXCEPTION 'What the checks found of a built pack is of its own file, and stays as it was found.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER found_meetings_pack_update BEFORE UPDATE ON meetings_pack FOR EACH ROW EXECUTE FUNCTION found_meetings_pack_update();

CREATE OR REPLACE FUNCTION found_meetings_pack_insert() RETURNS trigger AS $$ BEGIN  IF (NEW.verdict ->> 'sha256') IS NOT NULL AND (NEW.verdict ->> 'sha256') IS DISTINCT FROM (SELECT f.sha256 FROM committee_storedfile f WHERE f.id = NEW.stored_id) THEN RAISE EXCEPTION 'What the checks found of a built pack is of its own file, and stays as it was found.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER found_meetings_pack_insert BEFORE INSERT ON meetings_pack FOR EACH ROW EXECUTE FUNCTION found_meetings_pack_insert();
