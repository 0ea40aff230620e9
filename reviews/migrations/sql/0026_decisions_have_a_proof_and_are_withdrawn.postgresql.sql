CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."parent_id" IS NOT DISTINCT FROM OLD."parent_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."report_id" IS NOT DISTINCT FROM OLD."report_id" AND NEW."decision" IS NOT DISTINCT FROM OLD."decision" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND ((OLD.withdrawn_at IS NULL AND NEW.proof IS NOT DISTINCT FROM OLD.proof) OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_endorsement' AND w.row_id = OLD.id AND t.state <> 'undone'))) THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_update BEFORE UPDATE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_update();

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_delete BEFORE DELETE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_delete();

CREATE TRIGGER guard_reviews_endorsement_truncate BEFORE TRUNCATE ON reviews_endorsement EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_endorsement was WHERE ((was.id = NEW.id) OR (was.parent_id = NEW.parent_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_insert BEFORE INSERT ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_insert();

CREATE OR REPLACE FUNCTION stamp_reviews_endorsement() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_endorsement AFTER INSERT OR UPDATE OR DELETE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION stamp_reviews_endorsement();
