using Orleans.Concurrency;

namespace Wasilo.Conformance.Grains.Copying;

/// <summary>A colour.</summary>
[GenerateSerializer, Alias("conformance.colour")]
public enum Colour : byte
{
    /// <summary>Red.</summary>
    Red = 1,

    /// <summary>Blue.</summary>
    Blue = 200,
}

/// <summary>A value type.</summary>
[GenerateSerializer, Alias("conformance.point")]
public readonly record struct Point([property: Id(0)] int X, [property: Id(1)] int Y);

/// <summary>A positional record.</summary>
[GenerateSerializer, Alias("conformance.person")]
public sealed record Person([property: Id(0)] string Name, [property: Id(1)] int Age, [property: Id(2)] Person? Friend = null);

/// <summary>A class with fields, properties and a private part.</summary>
[GenerateSerializer, Alias("conformance.box")]
public sealed class Box
{
    [Id(0)]
    private int _secret;

    [NonSerialized]
    private string? _unmarked;

    /// <summary>A mutable list.</summary>
    [Id(1)]
    public List<string> Items { get; set; } = [];

    /// <summary>Not carried.</summary>
    public string? Unmarked
    {
        get => _unmarked;
        set => _unmarked = value;
    }

    /// <summary>The private part.</summary>
    public int Secret() => _secret;

    /// <summary>Sets the private part.</summary>
    public Box WithSecret(int secret)
    {
        _secret = secret;
        return this;
    }
}

/// <summary>A declared base.</summary>
[GenerateSerializer, Alias("conformance.shape")]
public abstract class Shape
{
    /// <summary>A part of the base.</summary>
    [Id(0)]
    public string Name { get; set; } = "";
}

/// <summary>A derived class.</summary>
[GenerateSerializer, Alias("conformance.circle")]
public sealed class Circle : Shape
{
    /// <summary>A part of the derived class, with the same id as the base's part.</summary>
    [Id(0)]
    public double Radius { get; set; }
}

/// <summary>Another derived class.</summary>
[GenerateSerializer, Alias("conformance.polygon")]
public sealed class Polygon : Shape
{
    /// <summary>Its corners.</summary>
    [Id(0)]
    public Point[] Corners { get; set; } = [];
}

/// <summary>Refers to others of its kind, perhaps to itself.</summary>
[GenerateSerializer, Alias("conformance.node")]
public sealed class Node
{
    /// <summary>What tells nodes apart.</summary>
    [Id(0)]
    public string Name { get; set; } = "";

    /// <summary>The next node.</summary>
    [Id(1)]
    public Node? Next { get; set; }
}

/// <summary>Promises never to change, so it may be shared.</summary>
[GenerateSerializer, Immutable, Alias("conformance.frozen")]
public sealed record Frozen([property: Id(0)] string Text);

/// <summary>One of everything.</summary>
[GenerateSerializer, Alias("conformance.everything")]
public sealed record Everything
{
    /// <summary>A number that may be absent.</summary>
    [Id(0)]
    public int? Maybe { get; init; }

    /// <summary>A number that may be absent, and here is not.</summary>
    [Id(1)]
    public long? Surely { get; init; }

    /// <summary>An enumeration.</summary>
    [Id(2)]
    public Colour Colour { get; init; }

    /// <summary>A tuple.</summary>
    [Id(3)]
    public (string Name, int Count) Pair { get; init; }

    /// <summary>Bytes.</summary>
    [Id(4)]
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>A dictionary of lists.</summary>
    [Id(5)]
    public Dictionary<string, List<int>> Lists { get; init; } = [];

    /// <summary>A set.</summary>
    [Id(6)]
    public HashSet<string> Set { get; init; } = [];

    /// <summary>An array with holes.</summary>
    [Id(7)]
    public string?[] Holes { get; init; } = [];

    /// <summary>A point in time with its offset.</summary>
    [Id(8)]
    public DateTimeOffset When { get; init; }

    /// <summary>A span.</summary>
    [Id(9)]
    public TimeSpan Span { get; init; }

    /// <summary>An id.</summary>
    [Id(10)]
    public Guid Id { get; init; }

    /// <summary>Money.</summary>
    [Id(11)]
    public decimal Money { get; init; }

    /// <summary>A value type.</summary>
    [Id(12)]
    public Point Point { get; init; }

    /// <summary>A queue.</summary>
    [Id(13)]
    public Queue<int> Queue { get; init; } = new();

    /// <summary>An address.</summary>
    [Id(14)]
    public Uri? Address { get; init; }

    /// <summary>Shapes of several kinds.</summary>
    [Id(15)]
    public IReadOnlyList<Shape> Shapes { get; init; } = [];

    /// <summary>A value whose type only the object knows.</summary>
    [Id(16)]
    public object? Anything { get; init; }

    /// <summary>A raw array.</summary>
    [Id(17)]
    public byte[] Raw { get; init; } = [];
}
