using System.Text;
using Orleans;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class VersionToleranceTests
{
    [Fact]
    public void An_old_reader_steps_over_the_members_it_does_not_know()
    {
        var sent = new Newer
        {
            Name = "n",
            Number = 1,
            Ratio = 0.5,
            Weight = 1.5f,
            Id = Guid.NewGuid(),
            Bytes = new byte[] { 1, 2 },
            Text = "t",
            Maybe = 4,
            Place = new Point { X = 1, Y = 2 },
            Nothing = null,
            Things = [new Circle { Radius = 3 }],
            Last = "last",
        };
        var arrived = Wire.Transform<Newer, Older>(sent);
        arrived.Name.ShouldBe("n");
        arrived.Last.ShouldBe("last");
        arrived.Own.ShouldBe("default");
    }

    [Fact]
    public void Members_that_do_not_arrive_keep_what_the_constructor_gave_them()
    {
        var arrived = Wire.Transform<Older, Newer>(new Older { Name = "n", Last = "last" });
        arrived.Name.ShouldBe("n");
        arrived.Last.ShouldBe("last");
        arrived.Number.ShouldBe(77);
        arrived.Things.ShouldBeEmpty();
        arrived.Maybe.ShouldBeNull();
    }

    [Fact]
    public void What_a_skipped_member_held_is_still_there_for_others_that_refer_to_it()
    {
        var inner = new Circle { Radius = 1 };
        var outer = new Box<Circle>(inner);
        var sent = new NewerSharing { Added = [outer], First = inner, Second = outer, Third = outer };
        var arrived = Wire.Transform<NewerSharing, OlderSharing>(sent);
        arrived.Second.ShouldBeOfType<Box<Circle>>().Content.ShouldBeSameAs(arrived.First);
        arrived.Third.ShouldBeSameAs(arrived.Second);
        arrived.First.ShouldBeOfType<Circle>().Radius.ShouldBe(1);
    }

    [Fact]
    public void A_number_may_grow_wider_but_an_id_must_not_change_its_kind()
    {
        Wire.Transform<Has<int>, Has<long>>(new Has<int> { Value = -5 }).Value.ShouldBe(-5);
        Should.Throw<SerializerException>(() => Wire.Transform<Has<int>, Has<string>>(new Has<int> { Value = 5 }))
            .Message.ShouldContain("Value");
    }

    [Fact]
    public void A_renamed_type_is_found_by_all_its_names()
    {
        var bytes = Wire.Write(new Employee("e", 1), typeof(object));
        Wire.Read(bytes, typeof(object)).ShouldBeOfType<Employee>();
        var fullName = typeof(Employee).FullName!;
        var body = bytes.AsSpan(3 + "employee".Length);
        byte[] byFullName = [2, 0, (byte)fullName.Length, .. Encoding.ASCII.GetBytes(fullName), .. body];
        Wire.Read(byFullName, typeof(object)).ShouldBeOfType<Employee>();
    }

    [GenerateSerializer]
    internal sealed class Older
    {
        [Id(1)] public string? Name { get; set; }

        [Id(5)] public string? Own { get; set; } = "default";

        [Id(20)] public string? Last { get; set; }
    }

    [GenerateSerializer]
    internal sealed class Newer
    {
        [Id(0)] public int Number { get; set; } = 77;
        [Id(1)] public string? Name { get; set; }
        [Id(2)] public double Ratio { get; set; }
        [Id(3)] public float Weight { get; set; }
        [Id(4)] public Guid Id { get; set; }
        [Id(6)] public ReadOnlyMemory<byte> Bytes { get; set; }
        [Id(7)] public string? Text { get; set; }
        [Id(8)] public int? Maybe { get; set; }
        [Id(9)] public Point? Place { get; set; }
        [Id(10)] public double? Nothing { get; set; }
        [Id(11)] public List<Shape> Things { get; set; } = [];
        [Id(20)] public string? Last { get; set; }
        [Id(4_000_000_000)] public int Highest { get; set; }
    }

    [GenerateSerializer]
    internal sealed class NewerSharing
    {
        [Id(0)] public List<object>? Added { get; set; }
        [Id(1)] public object? First { get; set; }
        [Id(2)] public object? Second { get; set; }
        [Id(3)] public Box<Circle>? Third { get; set; }
    }

    [GenerateSerializer]
    internal sealed class OlderSharing
    {
        [Id(1)] public object? First { get; set; }
        [Id(2)] public object? Second { get; set; }
        [Id(3)] public Box<Circle>? Third { get; set; }
    }

    [GenerateSerializer]
    internal sealed class Has<T>
    {
        [Id(0)] public T? Value { get; set; }
    }
}
