CREATE OR REPLACE FUNCTION stamp_meetings_panelmember() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_panelmember AFTER INSERT OR UPDATE OR DELETE ON meetings_panelmember FOR EACH ROW EXECUTE FUNCTION stamp_meetings_panelmember();
