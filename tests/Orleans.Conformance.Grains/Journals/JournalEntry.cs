namespace Wasilo.Conformance.Grains.Journals;

/// <summary>One line of a journal, and which silo wrote it when.</summary>
public sealed record JournalEntry(DateTimeOffset At, string Silo, string Subject, string Text);
