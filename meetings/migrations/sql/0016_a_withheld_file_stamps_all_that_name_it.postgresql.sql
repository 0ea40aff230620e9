CREATE OR REPLACE FUNCTION stamp_meetings_paper() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = NEW.item_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = OLD.item_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_paper AFTER INSERT OR UPDATE OR DELETE ON meetings_paper FOR EACH ROW EXECUTE FUNCTION stamp_meetings_paper();

CREATE OR REPLACE FUNCTION stamp_meetings_paperfile() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = NEW.paper_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = OLD.paper_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_paperfile AFTER INSERT OR UPDATE OR DELETE ON meetings_paperfile FOR EACH ROW EXECUTE FUNCTION stamp_meetings_paperfile();

CREATE OR REPLACE FUNCTION stamp_meetings_backgrounddocument() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = NEW.paper_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = OLD.paper_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_backgrounddocument AFTER INSERT OR UPDATE OR DELETE ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION stamp_meetings_backgrounddocument();
