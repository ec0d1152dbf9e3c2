namespace Wasilo.Api.Dialects.Waha;

/// <summary>Reads parameters of the query.</summary>
internal static class WahaQuery
{
    /// <summary>False if it is missing; null if it is neither true nor false.</summary>
    public static bool? Flag(HttpRequest request, string name) => request.Query[name] switch
    {
        [] => false,
        [{ } text] when bool.TryParse(text, out var flag) => flag,
        _ => null,
    };
}
