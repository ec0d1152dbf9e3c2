using System.Text.Json;
using Wasilo.Api.Problems;

namespace Wasilo.Api.Dialects.Wawp;

/// <summary>Collects Wawp's parameters, which may stand in the query, in a JSON body, and in version 1 in a form.</summary>
internal static class WawpParameters
{
    private const int LongestForm = 100;

    /// <summary>What stands first counts: the query, then the body. A name that is given twice in one place counts as missing.</summary>
    public static async Task<Answer<Parameters>> ReadAsync(HttpContext http, bool forms)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in http.Request.Query)
        {
            if (value is [{ } single])
                values[name] = single;
        }

        return http.Request.HasFormContentType
            ? forms ? await AddFormAsync(http.Request, values) : new Parameters(values)
            : await AddJsonAsync(http.Request, values);
    }

    private static async Task<Answer<Parameters>> AddFormAsync(HttpRequest request, Dictionary<string, string> values)
    {
        if (request.ContentLength is null or > JsonBody.Limit)
            return new Problem(Condition.TooLarge, $"The body is longer than {JsonBody.Limit} bytes.");
        try
        {
            foreach (var (name, value) in (await request.ReadFormAsync(request.HttpContext.RequestAborted)).Take(LongestForm))
            {
                if (value is [{ } single])
                    values.TryAdd(name, single);
            }

            return new Parameters(values);
        }
        catch (InvalidDataException)
        {
            return Problem.Invalid("The form can't be read.");
        }
    }

    private static async Task<Answer<Parameters>> AddJsonAsync(HttpRequest request, Dictionary<string, string> values)
    {
        var read = await JsonBody.ReadAsync(request, new Dictionary<string, JsonElement>());
        if (!read.Has(out var body, out var problem))
            return problem;
        foreach (var (name, value) in body)
        {
            if (value.ValueKind is JsonValueKind.String)
                values.TryAdd(name, value.GetString()!);
            else if (value.ValueKind is not JsonValueKind.Null)
                values.TryAdd(name, value.GetRawText());
        }

        return new Parameters(values);
    }
}
