using Orleans;
using Orleans.Runtime;

namespace Wasilo.Orleans.Local.Tests.Storage;

/// <summary>A state with most of what states are made of.</summary>
[GenerateSerializer]
public sealed class StoredSession
{
    [Id(0)]
    public string Name { get; set; } = string.Empty;

    [Id(1)]
    public int Count { get; set; }

    [Id(2)]
    public DateTimeOffset StartedAt { get; set; }

    [Id(3)]
    public List<string> Tags { get; set; } = [];

    [Id(4)]
    public Dictionary<string, long> Counters { get; set; } = [];

    [Id(5)]
    public StoredKind Kind { get; set; }

    [Id(6)]
    public GrainId Owner { get; set; }

    [Id(7)]
    public SiloAddress? Silo { get; set; }

    [Id(8)]
    public byte[] Secret { get; set; } = [];

    [Id(9)]
    public StoredItem? First { get; set; }

    [Id(10)]
    public StoredItem? Again { get; set; }

    [Id(11)]
    public Guid Token { get; set; }

    [Id(12)]
    public int? Missing { get; set; }

    public static StoredSession Sample()
    {
        var item = new StoredItem("once", new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc));
        return new StoredSession
        {
            Name = "Größe",
            Count = 3,
            StartedAt = new DateTimeOffset(2026, 1, 31, 13, 0, 0, 500, TimeSpan.FromHours(1)),
            Tags = ["a", "b"],
            Counters = new Dictionary<string, long> { ["sent"] = 5_000_000_000 },
            Kind = StoredKind.Second,
            Owner = GrainId.Create("session", "4F9A0B1C2D3E"),
            Silo = SiloAddress.FromParsableString("127.0.0.1:11111@17"),
            Secret = [1, 2, 3],
            First = item,
            Again = item,
            Token = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
        };
    }
}

[GenerateSerializer]
public sealed record StoredItem([property: Id(0)] string Text, [property: Id(1)] DateTime At);

public enum StoredKind
{
    First,
    Second,
}
