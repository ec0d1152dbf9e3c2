using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>What a journal tells of the activations of grains.</summary>
internal static class Activations
{
    /// <summary>How many activations of each grain have begun and not ended.</summary>
    public static IReadOnlyDictionary<string, int> Living(IEnumerable<JournalEntry> journal, IEnumerable<string> subjects)
    {
        var entries = journal.ToLookup(entry => entry.Subject);
        return subjects.ToDictionary(subject => subject, subject => entries[subject].Count(IsBeginning) - entries[subject].Count(IsEnd));
    }

    /// <summary>
    /// Where a grain had two activations at one time. An activation lives from its first entry to its last, or to the death of its silo.
    /// </summary>
    public static IReadOnlyList<string> Overlaps(
        IEnumerable<JournalEntry> journal, IReadOnlyDictionary<string, DateTimeOffset> deaths)
    {
        var overlaps = new List<string>();
        foreach (var subject in journal.GroupBy(entry => entry.Subject))
        {
            JournalEntry? living = null;
            foreach (var entry in subject.OrderBy(entry => entry.At))
            {
                if (IsBeginning(entry))
                {
                    if (living is not null && !(deaths.TryGetValue(living.Silo, out var death) && death <= entry.At))
                        overlaps.Add($"{subject.Key}: on {entry.Silo} at {entry.At:O} while on {living.Silo} since {living.At:O}");
                    living = entry;
                }
                else if (IsEnd(entry) && living?.Silo == entry.Silo)
                {
                    living = null;
                }
            }
        }

        return overlaps;
    }

    private static bool IsBeginning(JournalEntry entry) => entry.Text == JournaledGrain.Activated;

    private static bool IsEnd(JournalEntry entry) => entry.Text.StartsWith(JournaledGrain.Deactivated, StringComparison.Ordinal);
}
