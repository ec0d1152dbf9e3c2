using Orleans;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class ObjectTests
{
    [Fact]
    public void A_record_arrives_with_its_parameters_and_its_members() =>
        Wire.Send(new Address("Main", 5) { City = "Ulm" }).ShouldBe(new Address("Main", 5) { City = "Ulm" });

    [Fact]
    public void Each_class_of_a_chain_has_ids_of_its_own()
    {
        var boss = new Employee("Ann", 2) { Home = new Address("Main", 5), Anything = 3 };
        var arrived = Wire.Send(new Employee("Bob", 1.5m) { Manager = boss, Home = new Address("Side", 6) });
        arrived.ShouldBe(new Employee("Bob", 1.5m) { Manager = boss, Home = new Address("Side", 6) });
    }

    [Fact]
    public void Private_readonly_and_get_only_members_arrive_and_setters_run_where_there_are_some()
    {
        var arrived = Wire.Send(new Guarded(42) { Names = { "a", "b" }, Doubled = 8 });
        arrived.Secret.ShouldBe(42);
        arrived.Names.ShouldBe(["a", "b"]);
        arrived.DoubledBy.ShouldBe(4);
    }

    [Fact]
    public void A_public_parameterless_constructor_runs_and_no_other()
    {
        Wire.Send(new WithDefaults { NotSent = 9 }).NotSent.ShouldBe(7);
        Wire.Send(new Guarded(1)).Untouched.ShouldBe(0);
    }

    [Fact]
    public void Null_and_zero_replace_what_the_constructor_had_set()
    {
        var arrived = Wire.Send(new WithDefaults { Count = 0, Items = null });
        arrived.Count.ShouldBe(0);
        arrived.Items.ShouldBeNull();
    }

    [Fact]
    public void Structs_arrive_without_the_members_that_have_no_id()
    {
        Wire.Send(new Point { X = 1, Y = 2, NotSent = 3 }).ShouldBe(new Point { X = 1, Y = 2 });
        Wire.Send(new Money(1.5m, "EUR")).ShouldBe(new Money(1.5m, "EUR"));
        Wire.Send<object>(new Money(1.5m, "EUR")).ShouldBe(new Money(1.5m, "EUR"));
    }

    [Fact]
    public void Generic_types_arrive_with_any_parameter()
    {
        Wire.Send(new Box<int>(3)).ShouldBe(new Box<int>(3));
        Wire.Send<object>(new Box<Box<Plain>>(new Box<Plain>(Plain.First))).ShouldBe(new Box<Box<Plain>>(new Box<Plain>(Plain.First)));
    }

    [Fact]
    public void Types_may_refer_to_themselves()
    {
        var child = new Node { Value = 3, Children = { new Node { Value = 4 } } };
        var arrived = Wire.Send(new Node { Value = 1, Next = new Node { Value = 2 }, Children = { child } });
        arrived.Next!.Value.ShouldBe(2);
        arrived.Children[0].Children[0].Value.ShouldBe(4);
    }

    [Fact]
    public void Members_can_get_ids_of_their_names()
    {
        var arrived = Wire.Send(new Implicit { A = 1, B = "b" });
        arrived.A.ShouldBe(1);
        arrived.B.ShouldBe("b");
    }

    [Fact]
    public void Parameters_of_a_record_can_be_left_out()
    {
        var arrived = Wire.Send(new OnlyMembers("not sent") { Member = 3 });
        arrived.Parameter.ShouldBeNull();
        arrived.Member.ShouldBe(3);
    }

    [Fact]
    public void A_type_without_the_attribute_is_refused_and_named()
    {
        Should.Throw<CodecNotFoundException>(() => Wire.Send<object>(new Unmarked())).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain(typeof(Unmarked).FullName!),
            message => message.ShouldContain("[GenerateSerializer]"));
        Should.Throw<CodecNotFoundException>(() => Wire.Send(new Unmarked()));
        Should.Throw<CodecNotFoundException>(() => Wire.Send(new List<Unmarked> { new() }));
        Should.Throw<CodecNotFoundException>(() => Wire.Send(new DerivedFromUnmarked()));
        Should.Throw<CodecNotFoundException>(() => Wire.Send(new HoldsUnmarked()));
        Should.Throw<CodecNotFoundException>(() => Wire.Copy(new HoldsUnmarked()));
    }

    [Fact]
    public void Two_members_with_one_id_are_refused_and_named() =>
        Should.Throw<SerializerException>(() => Wire.Send(new SameIds())).Message.ShouldContain(nameof(SameIds.Second));

    [GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties)]
    internal sealed class Implicit
    {
        public int A { get; set; }

        public string? B { get; init; }
    }

    [GenerateSerializer(IncludePrimaryConstructorParameters = false)]
    internal sealed record OnlyMembers(string? Parameter)
    {
        [Id(0)] public int Member { get; init; }
    }

    internal class UnmarkedBase
    {
        public int Number { get; set; }
    }

    [GenerateSerializer]
    internal sealed class DerivedFromUnmarked : UnmarkedBase;

    [GenerateSerializer]
    internal sealed class HoldsUnmarked
    {
        [Id(0)] public Unmarked? Member { get; set; }
    }

    [GenerateSerializer]
    internal sealed class SameIds
    {
        [Id(0)] public int First { get; set; }

        [Id(0)] public int Second { get; set; }
    }
}
