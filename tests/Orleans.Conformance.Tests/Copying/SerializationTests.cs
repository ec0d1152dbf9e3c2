using Wasilo.Conformance.Grains.Copying;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Copying;

/// <summary>By value, whether it is copied within the process or crosses a socket.</summary>
public sealed class SerializationTests(OneSilo shared) : OneSiloTests(shared)
{
    /// <summary>Both ways to a grain.</summary>
    public static TheoryData<bool> Ways => [true, false];

    private ICopyGrain Grain(bool inside) => (inside ? Silo.Inside : Client).GetGrain<ICopyGrain>(Key());

    [Theory, MemberData(nameof(Ways))]
    public async Task Every_kind_of_member_arrives(bool inside)
    {
        var sent = new Everything
        {
            Maybe = null,
            Surely = long.MinValue,
            Colour = Colour.Blue,
            Pair = ("pair", 2),
            Bytes = new byte[] { 0, 1, 2, 250, 255 }.AsMemory(1, 3),
            Lists = new Dictionary<string, List<int>> { ["empty"] = [], ["some"] = [1, -1, int.MaxValue] },
            Set = ["a", "b"],
            Holes = ["a", null, ""],
            When = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(5.5)),
            Span = TimeSpan.FromTicks(-1),
            Id = Guid.NewGuid(),
            Money = 79228162514264337593543950335m,
            Point = new Point(-1, 1),
            Queue = new Queue<int>([3, 1, 2]),
            Address = new Uri("https://example.org/?q=1"),
            Shapes = new List<Shape>
            {
                new Circle { Name = "c", Radius = double.Epsilon },
                new Polygon { Name = "p", Corners = [new(0, 1), new(2, 3)] },
            },
            Anything = new Person("Ann", 30),
            Raw = [7, 8, 9],
        };

        var received = await Grain(inside).EchoEverything(sent);

        received.ShouldNotBeSameAs(sent);
        received.Bytes.ToArray().ShouldBe([1, 2, 250]);
        received.Lists.Keys.ShouldBe(["empty", "some"], ignoreOrder: true);
        received.Lists["empty"].ShouldBeEmpty();
        received.Lists["some"].ShouldBe([1, -1, int.MaxValue]);
        received.When.Offset.ShouldBe(sent.When.Offset);
        received.Shapes.Select(shape => shape.GetType()).ShouldBe([typeof(Circle), typeof(Polygon)]);
        // Shouldly can't compare these two; they are compared above.
        received.ShouldBeEquivalentTo(sent with { Bytes = received.Bytes, Lists = received.Lists });
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Defaults_arrive_as_defaults(bool inside)
    {
        var received = await Grain(inside).EchoEverything(new Everything());
        received.ShouldBeEquivalentTo(new Everything() with { Bytes = received.Bytes, Shapes = received.Shapes });
        received.Shapes.ShouldBeEmpty();
        received.Bytes.Length.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Records_arrive_equal_with_nulls_inside_nulls(bool inside)
    {
        (await Grain(inside).EchoPerson(null)).ShouldBeNull();
        var friends = new Person("Ann", 30, new Person("Ben", 31, new Person("Cleo", 32)));
        (await Grain(inside).EchoPerson(friends)).ShouldBe(friends);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_derived_object_arrives_as_what_it_is_behind_its_declared_base(bool inside)
    {
        var circle = (await Grain(inside).EchoShape(new Circle { Name = "round", Radius = 1.5 })).ShouldBeOfType<Circle>();
        (circle.Name, circle.Radius).ShouldBe(("round", 1.5));
        var polygon = (await Grain(inside).EchoShape(new Polygon { Name = "edgy", Corners = [new(1, 2)] })).ShouldBeOfType<Polygon>();
        (polygon.Name, polygon.Corners.ShouldHaveSingleItem()).ShouldBe(("edgy", new Point(1, 2)));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Private_fields_arrive_and_unserialized_ones_do_not(bool inside)
    {
        var box = await Grain(inside).EchoBox(new Box { Items = ["one"], Unmarked = "left behind" }.WithSecret(42));
        box.Secret().ShouldBe(42);
        box.Items.ShouldBe(["one"]);
        box.Unmarked.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Cycles_arrive_as_cycles(bool inside)
    {
        var first = new Node { Name = "first", Next = new Node { Name = "second" } };
        first.Next.Next = first;
        var received = await Grain(inside).EchoNode(first);
        received.Next!.Name.ShouldBe("second");
        received.Next.Next.ShouldBeSameAs(received);

        var selfish = new Node { Name = "selfish" };
        selfish.Next = selfish;
        var echo = await Grain(inside).EchoNode(selfish);
        echo.Next.ShouldBeSameAs(echo);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_value_declared_as_object_keeps_its_type(bool inside)
    {
        (await Grain(inside).TypeOf(null)).ShouldBeNull();
        (await Grain(inside).TypeOf(1)).ShouldBe(typeof(int).FullName);
        (await Grain(inside).TypeOf("text")).ShouldBe(typeof(string).FullName);
        (await Grain(inside).TypeOf(Colour.Red)).ShouldBe(typeof(Colour).FullName);
        (await Grain(inside).TypeOf(new Point(1, 2))).ShouldBe(typeof(Point).FullName);
        (await Grain(inside).TypeOf(new Person("Ann", 30))).ShouldBe(typeof(Person).FullName);
        (await Grain(inside).TypeOf(new List<string>())).ShouldBe(typeof(List<string>).FullName);
        (await Grain(inside).TypeOf(new int[2])).ShouldBe(typeof(int[]).FullName);
    }

    [Fact]
    public async Task Five_megabytes_arrive_whole()
    {
        var sent = new byte[5 * 1024 * 1024];
        new Random(5).NextBytes(sent);
        (await Grain(inside: false).EchoBytes(sent)).AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }
}
