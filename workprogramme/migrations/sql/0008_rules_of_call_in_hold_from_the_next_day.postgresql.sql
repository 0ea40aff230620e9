CREATE OR REPLACE FUNCTION stamp_workprogramme_scrutinyrules() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_scrutinyrules AFTER INSERT OR UPDATE OR DELETE ON workprogramme_scrutinyrules FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_scrutinyrules();
