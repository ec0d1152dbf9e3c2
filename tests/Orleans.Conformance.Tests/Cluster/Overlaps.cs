using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>Finds grains that had two activations at one time.</summary>
internal static class Overlaps
{
    /// <summary>Reads a journal in order. An activation lives from its first entry to its last, or to the death of its silo.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<JournalEntry> journal, IReadOnlyDictionary<string, DateTimeOffset> deaths)
    {
        var overlaps = new List<string>();
        foreach (var subject in journal.GroupBy(entry => entry.Subject))
        {
            JournalEntry? living = null;
            foreach (var entry in subject.OrderBy(entry => entry.At))
            {
                if (entry.Text == JournaledGrain.Activated)
                {
                    if (living is not null && !(deaths.TryGetValue(living.Silo, out var death) && death <= entry.At))
                        overlaps.Add($"{subject.Key}: on {entry.Silo} at {entry.At:O} while on {living.Silo} since {living.At:O}");
                    living = entry;
                }
                else if (entry.Text.StartsWith(JournaledGrain.Deactivated, StringComparison.Ordinal) && living?.Silo == entry.Silo)
                {
                    living = null;
                }
            }
        }

        return overlaps;
    }
}
