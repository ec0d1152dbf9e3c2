using System.Data.Common;
using System.Globalization;
using System.Net;
using Orleans.Runtime;

namespace Orleans.Local.AdoNet;

/// <summary>A row of the membership queries: the table's version, and a silo unless the cluster has none.</summary>
internal sealed record MembershipRow(int Version, MembershipEntry? Entry)
{
    // As Orleans prints a date in the column SuspectTimes.
    private const string DateFormat = "yyyy-MM-dd HH:mm:ss.fff 'GMT'";

    public static MembershipRow Read(DbDataReader row) => new(
        row.GetInt("Version"),
        row.GetText("Address") is not { } address ? null : new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Parse(address), row.GetInt("Port"), row.GetInt("Generation")),
            SiloName = row.GetText("SiloName")!,
            HostName = row.GetText("HostName")!,
            Status = (SiloStatus)row.GetInt("Status"),
            ProxyPort = row.GetInt("ProxyPort"),
            SuspectTimes = ParseSuspects(row.GetText("SuspectTimes")),
            StartTime = row.GetUtc("StartTime"),
            IAmAliveTime = row.GetUtc("IAmAliveTime"),
        });

    public static void AddSilo(DbCommand command, SiloAddress silo)
    {
        command.Add("Address", silo.Endpoint.Address.ToString());
        command.Add("Port", silo.Endpoint.Port);
        command.Add("Generation", silo.Generation);
    }

    public static string? PrintSuspects(List<Tuple<SiloAddress, DateTime>>? suspects) => suspects is null
        ? null
        : string.Join('|', suspects.Select(static suspect =>
            $"{suspect.Item1.ToParsableString()},{suspect.Item2.ToString(DateFormat, CultureInfo.InvariantCulture)}"));

    private static List<Tuple<SiloAddress, DateTime>>? ParseSuspects(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : [.. text.Split('|').Select(static suspect => suspect.Split(',')).Select(static parts => Tuple.Create(
            SiloAddress.FromParsableString(parts[0]),
            DateTime.SpecifyKind(DateTime.ParseExact(parts[1], DateFormat, CultureInfo.InvariantCulture), DateTimeKind.Utc)))];
}
