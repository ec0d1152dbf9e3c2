using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Wawp;

/// <summary>What a phone runs, in Wawp's words.</summary>
internal static class WawpPlatform
{
    public static string? Of(LinkedAccount me) => me.Platform switch
    {
        "android" or "smba" => "android",
        "iphone" or "smbi" => "ios",
        var other => other,
    };
}
