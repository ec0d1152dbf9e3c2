using System.Collections.Immutable;
using System.Net;

namespace Wasilo.Orleans.Local.Tests.Serialization;

/// <summary>Makes values of every kind, nested at random and with shared instances; the same ones for the same seed.</summary>
internal sealed class RandomGraph(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Node> _nodes = [];

    public Everything Next() => new()
    {
        Text = Maybe(Text),
        Number = _random.NextInt64(long.MinValue, long.MaxValue),
        Id = new Guid(Bytes(16)),
        At = new DateTimeOffset(_random.NextInt64(DateTime.MaxValue.Ticks / 2), TimeSpan.FromMinutes(_random.Next(-840, 840))),
        Bytes = Bytes(_random.Next(20)),
        Prices = Maybe(() => Enumerable.Range(0, _random.Next(4)).ToDictionary(i => $"{Text()}{i}", _ => Many(Money))),
        Words = [.. Many(Text)],
        Pair = (_random.Next(), Maybe(Text)),
        People = Maybe(() => Many(() => Maybe(Person))),
        Any = Anything(depth: 0),
        Colour = _random.Next(2) == 0 ? Colour.Red : Colour.Blue,
        Ip = Maybe(() => new IPAddress(Bytes(_random.Next(2) == 0 ? 4 : 16))),
        Ratio = _random.Next(2) == 0 ? null : _random.NextDouble(),
        Raw = Maybe(() => Bytes(_random.Next(20))),
        Graph = Maybe(() => Graph(depth: 0)),
        Where = _random.Next(2) == 0 ? null : new Point { X = _random.Next(), Y = _random.Next(2) == 0 ? null : _random.Next() },
        Error = Maybe(Error),
    };

    private object? Anything(int depth) => _random.Next(depth < 3 ? 14 : 6) switch
    {
        0 => null,
        1 => _random.Next(),
        2 => Text(),
        3 => Colour.Blue,
        4 => Money(),
        5 => Bytes(3),
        6 => Many(() => Anything(depth + 1)),
        7 => Many(() => Anything(depth + 1)).ToArray(),
        8 => new Box<object?>(Anything(depth + 1)),
        9 => Many(() => (Shape)(_random.Next(2) == 0 ? new Circle { Radius = 1, Label = Text() } : new Square { Side = 2 })),
        10 => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["key"] = Anything(depth + 1) },
        11 => ImmutableList.Create(Anything(depth + 1)),
        12 => Tuple.Create(Anything(depth + 1), Text()),
        _ => Person(),
    };

    private Node Graph(int depth)
    {
        if (_nodes.Count > 0 && _random.Next(3) == 0) return _nodes[_random.Next(_nodes.Count)];
        var node = new Node { Value = _random.Next(100) };
        _nodes.Add(node);
        if (depth > 5) return node;
        node.Next = Maybe(() => Graph(depth + 1));
        node.Children.AddRange(Many(() => Graph(depth + 1)));
        node.Tag = Anything(depth: 2);
        return node;
    }

    private Exception Error() => _random.Next(2) == 0
        ? new OrderRefusedException(Text(), _random.Next()) { Where = Address() }
        : new InvalidOperationException(Text(), Maybe(() => new TimeoutException(Text())));

    private Person Person() => _random.Next(2) == 0
        ? new Person(Text()) { Home = Maybe(Address) }
        : new Employee(Text(), _random.Next()) { Home = Maybe(Address), Manager = new Person(Text()) };

    private Address Address() => new(Text(), _random.Next()) { City = Maybe(Text) };

    private Money Money() => new(_random.Next() / 100m, Text());

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => "aZ9 üλ🌍\0"[_random.Next(6)]));

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private List<T> Many<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => make())];

    private T? Maybe<T>(Func<T> make) where T : class? => _random.Next(4) == 0 ? null : make();
}
