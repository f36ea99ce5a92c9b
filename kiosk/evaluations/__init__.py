"""What happens after a procurement: gate, invitations, the bidder's form, responses, report."""
