CREATE TRIGGER stamp_workprogramme_briefing_insert AFTER INSERT ON workprogramme_briefing BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_briefing_update AFTER UPDATE ON workprogramme_briefing BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_briefing_delete AFTER DELETE ON workprogramme_briefing BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_duty_insert AFTER INSERT ON workprogramme_duty BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_duty_update AFTER UPDATE ON workprogramme_duty BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_duty_delete AFTER DELETE ON workprogramme_duty BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_keydecision_insert AFTER INSERT ON workprogramme_keydecision BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_keydecision_update AFTER UPDATE ON workprogramme_keydecision BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_keydecision_delete AFTER DELETE ON workprogramme_keydecision BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_lead_insert AFTER INSERT ON workprogramme_lead BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_lead_update AFTER UPDATE ON workprogramme_lead BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_lead_delete AFTER DELETE ON workprogramme_lead BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_move_insert AFTER INSERT ON workprogramme_move BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_move_update AFTER UPDATE ON workprogramme_move BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_move_delete AFTER DELETE ON workprogramme_move BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_note_insert AFTER INSERT ON workprogramme_note BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_note_update AFTER UPDATE ON workprogramme_note BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_note_delete AFTER DELETE ON workprogramme_note BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programme_insert AFTER INSERT ON workprogramme_programme BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programme_update AFTER UPDATE ON workprogramme_programme BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programme_delete AFTER DELETE ON workprogramme_programme BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_insert AFTER INSERT ON workprogramme_programmeitem BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_update AFTER UPDATE ON workprogramme_programmeitem BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_delete AFTER DELETE ON workprogramme_programmeitem BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_actions_insert AFTER INSERT ON workprogramme_programmeitem_actions BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_actions_update AFTER UPDATE ON workprogramme_programmeitem_actions BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_actions_delete AFTER DELETE ON workprogramme_programmeitem_actions BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeversion_insert AFTER INSERT ON workprogramme_programmeversion BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeversion_update AFTER UPDATE ON workprogramme_programmeversion BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeversion_delete AFTER DELETE ON workprogramme_programmeversion BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_question_insert AFTER INSERT ON workprogramme_question BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_question_update AFTER UPDATE ON workprogramme_question BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_question_delete AFTER DELETE ON workprogramme_question BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_scrutinyrules_insert AFTER INSERT ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_scrutinyrules_update AFTER UPDATE ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_scrutinyrules_delete AFTER DELETE ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_suggester_insert AFTER INSERT ON workprogramme_suggester BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_suggester_update AFTER UPDATE ON workprogramme_suggester BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_suggester_delete AFTER DELETE ON workprogramme_suggester BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;
