namespace Wasilo.Grains.Placement;

/// <summary>How whoever calls a session for the first time tells the balancer where the session would like to be.</summary>
internal static class PlacementContext
{
    private const string Region = "wasilo.region";
    private const string Preferred = "wasilo.node";

    /// <summary>For the calls that follow in this flow of execution.</summary>
    public static void Wish(string? region, string? preferred)
    {
        Set(Region, region);
        Set(Preferred, preferred);
    }

    public static string? RegionOf(Dictionary<string, object>? context) => context?.GetValueOrDefault(Region) as string;

    public static string? PreferredOf(Dictionary<string, object>? context) => context?.GetValueOrDefault(Preferred) as string;

    private static void Set(string key, string? value)
    {
        if (value is null)
            RequestContext.Remove(key);
        else
            RequestContext.Set(key, value);
    }
}
