using System.Buffers;
using System.Reflection;
using System.Text;
using Orleans;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class PolymorphismTests
{
    [Fact]
    public void What_is_declared_with_a_base_type_arrives_as_what_it_was()
    {
        var arrived = Wire.Send(new List<Shape> { new Circle { Label = "c", Radius = 2 }, new Square { Label = "s", Side = 3 } });
        arrived[0].ShouldBeOfType<Circle>().Radius.ShouldBe(2);
        arrived[0].Label.ShouldBe("c");
        arrived[1].ShouldBeOfType<Square>().Side.ShouldBe(3);
        Wire.Send<Person>(new Employee("e", 1)).ShouldBe(new Employee("e", 1));
    }

    [Fact]
    public void A_type_is_named_only_where_it_differs_from_the_declared_one_and_once_a_message()
    {
        Encoding.UTF8.GetString(Wire.Write(new Circle(), typeof(Circle))).ShouldNotContain(nameof(Circle));
        var many = Encoding.UTF8.GetString(Wire.Write(new Shape[] { new Circle(), new Circle(), new Circle() }, typeof(Shape[])));
        (many.Split(nameof(Circle)).Length - 1).ShouldBe(1);
    }

    [Fact]
    public void An_alias_is_the_name_on_the_wire()
    {
        var bytes = Encoding.UTF8.GetString(Wire.Write(new Employee("e", 1), typeof(object)));
        bytes.ShouldContain("employee");
        bytes.ShouldNotContain(nameof(Employee), Case.Sensitive);
    }

    [Fact]
    public void Members_of_type_object_hold_anything_that_can_be_sent()
    {
        Wire.Send(new Node { Tag = 5 }).Tag.ShouldBe(5);
        Wire.Send(new Node { Tag = "text" }).Tag.ShouldBe("text");
        Wire.Send(new Node { Tag = new[] { "a", null } }).Tag.ShouldBe(new[] { "a", null });
        Wire.Send(new Node { Tag = new Dictionary<Guid, List<Money[]>> { [Guid.Empty] = [[new Money(1, "EUR")]] } }).Tag
            .ShouldBeOfType<Dictionary<Guid, List<Money[]>>>()[Guid.Empty][0][0].Currency.ShouldBe("EUR");
    }

    [Fact]
    public void An_instance_of_a_type_that_does_not_fit_its_place_is_refused()
    {
        var bytes = Wire.Write(new Circle(), typeof(object));
        Should.Throw<SerializerException>(() => Wire.Read(bytes, typeof(Person))).Message.ShouldContain(nameof(Circle));
    }

    [Fact]
    public void Only_types_of_the_manifest_are_created()
    {
        var bytes = Wire.Write(new Circle(), typeof(object));
        var stranger = new ObjectSerializer(new TypeManifest([]), new FakeReferences());
        Should.Throw<SerializerException>(() =>
        {
            var input = new ByteReader(bytes);
            stranger.Read(ref input, typeof(object));
        }).Message.ShouldContain(nameof(Circle));
        Should.Throw<CodecNotFoundException>(() => stranger.Write(new ArrayBufferWriter<byte>(), new Circle(), typeof(object)));
    }

    [Fact]
    public void Names_of_types_outside_the_manifest_create_nothing()
    {
        foreach (var name in new[] { typeof(FileInfo).FullName!, typeof(Unmarked).FullName!, typeof(Timer).AssemblyQualifiedName!, "" })
        {
            var output = new ArrayBufferWriter<byte>();
            output.WriteByte(2);
            output.WriteByte(0);
            output.WriteString(name);
            output.WriteFixed64(0);
            Should.Throw<SerializerException>(() => Wire.Read(output.WrittenSpan, typeof(object)));
        }
    }

    [Fact]
    public void Two_types_of_one_name_are_found_when_the_manifest_is_made()
    {
        var clash = new FakeAssembly(typeof(object), new Renamed(typeof(Circle), typeof(Square).FullName!));
        Should.Throw<InvalidOperationException>(() => new TypeManifest([typeof(Circle).Assembly, clash]))
            .Message.ShouldContain(nameof(Square));
    }

    [Fact]
    public void Grain_references_travel_as_the_runtime_says_and_are_shared_by_copies()
    {
        IFakeGrain grain = new FakeReference("key");
        Wire.Send(grain).Key.ShouldBe("key");
        Wire.Send(new List<IFakeGrain> { grain, grain })[1].Key.ShouldBe("key");
        Wire.Send(new Node { Tag = grain }).Tag.ShouldBeOfType<FakeReference>().Key.ShouldBe("key");
        Wire.Copy(new Node { Tag = grain }).Tag.ShouldBeSameAs(grain);
        Wire.Copy(grain).ShouldBeSameAs(grain);
    }

    internal sealed class FakeAssembly(params Type[] types) : Assembly
    {
        public override Type[] GetTypes() => types;
    }

    /// <summary>A type as another assembly might have it, under a name that is taken.</summary>
    internal sealed class Renamed(Type type, string name) : TypeDelegator(type)
    {
        public override string FullName => name;
    }
}
