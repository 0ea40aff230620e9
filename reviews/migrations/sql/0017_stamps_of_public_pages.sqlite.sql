CREATE TRIGGER stamp_reviews_addressee_insert AFTER INSERT ON reviews_addressee BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_addressee_update AFTER UPDATE ON reviews_addressee BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_addressee_delete AFTER DELETE ON reviews_addressee BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_callforevidence_insert AFTER INSERT ON reviews_callforevidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_callforevidence_update AFTER UPDATE ON reviews_callforevidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_callforevidence_delete AFTER DELETE ON reviews_callforevidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_endorsement_insert AFTER INSERT ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_endorsement_update AFTER UPDATE ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_endorsement_delete AFTER DELETE ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidence_insert AFTER INSERT ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidence_update AFTER UPDATE ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidence_delete AFTER DELETE ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencefile_insert AFTER INSERT ON reviews_evidencefile BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencefile_update AFTER UPDATE ON reviews_evidencefile BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencefile_delete AFTER DELETE ON reviews_evidencefile BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencesession_insert AFTER INSERT ON reviews_evidencesession BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencesession_update AFTER UPDATE ON reviews_evidencesession BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencesession_delete AFTER DELETE ON reviews_evidencesession BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_figuretable_insert AFTER INSERT ON reviews_figuretable BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_figuretable_update AFTER UPDATE ON reviews_figuretable BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_figuretable_delete AFTER DELETE ON reviews_figuretable BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_invitation_insert AFTER INSERT ON reviews_invitation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_invitation_update AFTER UPDATE ON reviews_invitation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_invitation_delete AFTER DELETE ON reviews_invitation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_notice_insert AFTER INSERT ON reviews_notice BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_notice_update AFTER UPDATE ON reviews_notice BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_notice_delete AFTER DELETE ON reviews_notice BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_panellist_insert AFTER INSERT ON reviews_panellist BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_panellist_update AFTER UPDATE ON reviews_panellist BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_panellist_delete AFTER DELETE ON reviews_panellist BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_parent_insert AFTER INSERT ON reviews_parent BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_parent_update AFTER UPDATE ON reviews_parent BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_parent_delete AFTER DELETE ON reviews_parent BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_progressentry_insert AFTER INSERT ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_progressentry_update AFTER UPDATE ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_progressentry_delete AFTER DELETE ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_recommendation_insert AFTER INSERT ON reviews_recommendation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_recommendation_update AFTER UPDATE ON reviews_recommendation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_recommendation_delete AFTER DELETE ON reviews_recommendation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reportversion_insert AFTER INSERT ON reviews_reportversion BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reportversion_update AFTER UPDATE ON reviews_reportversion BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reportversion_delete AFTER DELETE ON reviews_reportversion BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_response_insert AFTER INSERT ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_response_update AFTER UPDATE ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_response_delete AFTER DELETE ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_review_insert AFTER INSERT ON reviews_review BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_review_update AFTER UPDATE ON reviews_review BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_review_delete AFTER DELETE ON reviews_review BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewitem_insert AFTER INSERT ON reviews_reviewitem BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewitem_update AFTER UPDATE ON reviews_reviewitem BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewitem_delete AFTER DELETE ON reviews_reviewitem BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewmethod_insert AFTER INSERT ON reviews_reviewmethod BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewmethod_update AFTER UPDATE ON reviews_reviewmethod BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewmethod_delete AFTER DELETE ON reviews_reviewmethod BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewstep_insert AFTER INSERT ON reviews_reviewstep BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewstep_update AFTER UPDATE ON reviews_reviewstep BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewstep_delete AFTER DELETE ON reviews_reviewstep BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopeagreement_insert AFTER INSERT ON reviews_scopeagreement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopeagreement_update AFTER UPDATE ON reviews_scopeagreement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopeagreement_delete AFTER DELETE ON reviews_scopeagreement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopepoint_insert AFTER INSERT ON reviews_scopepoint BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopepoint_update AFTER UPDATE ON reviews_scopepoint BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopepoint_delete AFTER DELETE ON reviews_scopepoint BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_witness_insert AFTER INSERT ON reviews_witness BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_witness_update AFTER UPDATE ON reviews_witness BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_witness_delete AFTER DELETE ON reviews_witness BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;
