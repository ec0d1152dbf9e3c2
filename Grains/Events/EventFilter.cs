namespace Wasilo.Grains.Events;

/// <summary>Which events someone wants.</summary>
internal static class EventFilter
{
    private const string All = "*";

    /// <summary>Whether a filter has this name, or all names; raw events of the engine must be named.</summary>
    public static bool Wants(IReadOnlyCollection<string> filter, string name) =>
        filter.Contains(name) || (filter.Contains(All) && name != EventTypes.Engine);
}
