using System.Collections.Immutable;
using System.Net;
using Orleans;

namespace Wasilo.Orleans.Local.Tests.Serialization;

internal sealed class Unmarked
{
    public int Number { get; set; }
}

[GenerateSerializer]
internal sealed record Address(string Street, int Number)
{
    // The same id as Street's: parameters and members number theirs apart.
    [Id(0)] public string? City { get; init; }
}

[GenerateSerializer]
internal record Person(string Name)
{
    [Id(0)] public Address? Home { get; set; }

    [Id(1)] public object? Anything { get; set; }
}

[GenerateSerializer, Alias("employee")]
internal sealed record Employee(string Name, decimal Salary) : Person(Name)
{
    [Id(0)] public Person? Manager { get; set; }
}

[GenerateSerializer]
internal abstract class Shape
{
    [Id(0)] private string _label = "";

    public string Label
    {
        get => _label;
        set => _label = value;
    }
}

[GenerateSerializer]
internal sealed class Circle : Shape
{
    [Id(0)] public double Radius { get; set; }
}

[GenerateSerializer]
internal sealed class Square : Shape
{
    [Id(0)] public int Side;
}

[GenerateSerializer]
internal sealed class Node
{
    [Id(0)] public int Value { get; set; }

    [Id(1)] public Node? Next { get; set; }

    [Id(2)] public List<Node> Children { get; init; } = [];

    [Id(3)] public object? Tag { get; set; }
}

[GenerateSerializer]
internal sealed class Guarded(int secret)
{
    [Id(0)] private readonly int _secret = secret;

    [Id(1)] public List<string> Names { get; } = [];

    [Id(2)]
    public int Doubled
    {
        get => DoubledBy * 2;
        set => DoubledBy = value / 2;
    }

    public int DoubledBy { get; private set; }

    public int Secret => _secret;

    public int Untouched { get; set; } = 7;
}

[GenerateSerializer]
internal sealed class WithDefaults
{
    [Id(0)] public int Count { get; set; } = 3;

    [Id(1)] public List<int>? Items { get; set; } = [1];

    public int NotSent { get; set; } = 7;
}

[GenerateSerializer]
internal struct Point
{
    [Id(0)] public int X;
    [Id(1)] public int? Y;
    public int NotSent;
}

[GenerateSerializer]
internal readonly record struct Money(decimal Amount, string Currency);

[GenerateSerializer]
internal sealed record Box<T>(T Content);

[GenerateSerializer]
internal enum Colour : byte
{
    Red = 1,
    Blue = 200,
}

internal enum Plain
{
    First = 1,
    Last = -5,
}

[GenerateSerializer, Immutable]
internal record Frozen(List<int> Numbers);

[GenerateSerializer]
internal sealed record Thawed(List<int> Numbers, List<int> More) : Frozen(Numbers);

[GenerateSerializer]
internal sealed class Everything
{
    [Id(0)] public string? Text { get; set; }
    [Id(1)] public long Number { get; set; }
    [Id(2)] public Guid Id { get; set; }
    [Id(3)] public DateTimeOffset At { get; set; }
    [Id(4)] public ReadOnlyMemory<byte> Bytes { get; set; }
    [Id(5)] public Dictionary<string, List<Money>>? Prices { get; set; }
    [Id(6)] public ImmutableArray<string> Words { get; set; }
    [Id(7)] public (int, string?) Pair { get; set; }
    [Id(8)] public IReadOnlyList<Person?>? People { get; set; }
    [Id(9)] public object? Any { get; set; }
    [Id(10)] public Colour Colour { get; set; }
    [Id(11)] public IPAddress? Ip { get; set; }
    [Id(12)] public double? Ratio { get; set; }
    [Id(13)] public byte[]? Raw { get; set; }
    [Id(14)] public Exception? Error { get; set; }
    [Id(15)] public Node? Graph { get; set; }
    [Id(16)] public Point? Where { get; set; }
}

[GenerateSerializer]
internal sealed class OrderRefusedException(string message, int code) : Exception(message)
{
    [Id(0)] public int Code { get; } = code;

    [Id(1)] public Address? Where { get; set; }

    public int NotSent { get; set; } = 5;
}

internal sealed class UnmarkedException(string message) : Exception(message);
