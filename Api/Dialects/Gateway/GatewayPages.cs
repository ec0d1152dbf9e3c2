using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Wasilo.Api.Problems;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>Cuts lists into parts. A cursor is the last id of the part before it, so it outlives what is added and deleted.</summary>
internal static class GatewayPages
{
    private const int Longest = 1_000;
    private const int LongestCursor = 200;

    public static Answer<GatewayList<TItem>> Cut<TItem>(HttpRequest request, IEnumerable<TItem> items, Func<TItem, string> idOf)
    {
        var limit = Longest;
        if (request.Query["limit"] is [{ } asked]
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Longest))
            return Problem.Invalid($"limit must be 1 to {Longest}.");
        var after = "";
        if (request.Query["cursor"] is [{ Length: > 0 } cursor])
        {
            if (Read(cursor) is not { } last)
                return Problem.Invalid("cursor must be the nextCursor of an earlier answer.");
            after = last;
        }

        var part = items.Where(item => string.CompareOrdinal(idOf(item), after) > 0)
            .OrderBy(idOf, StringComparer.Ordinal).Take(limit + 1).ToArray();
        return part.Length > limit
            ? new GatewayList<TItem>(part[..limit], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(idOf(part[limit - 1]))))
            : new GatewayList<TItem>(part, null);
    }

    private static string? Read(string cursor)
    {
        if (cursor.Length > LongestCursor || !Base64Url.IsValid(cursor))
            return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
    }
}
