CREATE OR REPLACE FUNCTION stamp_workprogramme_briefing() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_briefing AFTER INSERT OR UPDATE OR DELETE ON workprogramme_briefing FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_briefing();

CREATE OR REPLACE FUNCTION stamp_workprogramme_duty() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_duty AFTER INSERT OR UPDATE OR DELETE ON workprogramme_duty FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_duty();

CREATE OR REPLACE FUNCTION stamp_workprogramme_keydecision() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_keydecision AFTER INSERT OR UPDATE OR DELETE ON workprogramme_keydecision FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_keydecision();

CREATE OR REPLACE FUNCTION stamp_workprogramme_lead() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_lead AFTER INSERT OR UPDATE OR DELETE ON workprogramme_lead FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_lead();

CREATE OR REPLACE FUNCTION stamp_workprogramme_move() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_move AFTER INSERT OR UPDATE OR DELETE ON workprogramme_move FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_move();

CREATE OR REPLACE FUNCTION stamp_workprogramme_note() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_note AFTER INSERT OR UPDATE OR DELETE ON workprogramme_note FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_note();

CREATE OR REPLACE FUNCTION stamp_workprogramme_programme() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_programme AFTER INSERT OR UPDATE OR DELETE ON workprogramme_programme FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_programme();

CREATE OR REPLACE FUNCTION stamp_workprogramme_programmeitem() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_programmeitem AFTER INSERT OR UPDATE OR DELETE ON workprogramme_programmeitem FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_programmeitem();

CREATE OR REPLACE FUNCTION stamp_workprogramme_programmeitem_actions() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_programmeitem_actions AFTER INSERT OR UPDATE OR DELETE ON workprogramme_programmeitem_actions FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_programmeitem_actions();

CREATE OR REPLACE FUNCTION stamp_workprogramme_programmeversion() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_programmeversion AFTER INSERT OR UPDATE OR DELETE ON workprogramme_programmeversion FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_programmeversion();

CREATE OR REPLACE FUNCTION stamp_workprogramme_question() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_question AFTER INSERT OR UPDATE OR DELETE ON workprogramme_question FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_question();

CREATE OR REPLACE FUNCTION stamp_workprogramme_scrutinyrules() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_scrutinyrules AFTER INSERT OR UPDATE OR DELETE ON workprogramme_scrutinyrules FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_scrutinyrules();

CREATE OR REPLACE FUNCTION stamp_workprogramme_suggester() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_suggester AFTER INSERT OR UPDATE OR DELETE ON workprogramme_suggester FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_suggester();
