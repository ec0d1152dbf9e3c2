using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class IdentityTests
{
    [Fact]
    public void One_instance_in_two_places_arrives_as_one()
    {
        var shared = new Node { Value = 1 };
        var arrived = Wire.Send(new Node { Next = shared, Tag = shared, Children = { shared } });
        arrived.Tag.ShouldBeSameAs(arrived.Next);
        arrived.Children[0].ShouldBeSameAs(arrived.Next);
    }

    [Fact]
    public void Equal_instances_stay_apart()
    {
        var arrived = Wire.Send<Address[]>([new("a", 1), new("a", 1)]);
        arrived[0].ShouldNotBeSameAs(arrived[1]);
    }

    [Fact]
    public void A_cycle_arrives_as_a_cycle()
    {
        var node = new Node();
        node.Next = node;
        var arrived = Wire.Send(node);
        arrived.Next.ShouldBeSameAs(arrived);
        var copy = Wire.Copy(node);
        copy.ShouldNotBeSameAs(node);
        copy.Next.ShouldBeSameAs(copy);
    }

    [Fact]
    public void Collections_may_contain_themselves()
    {
        var list = new List<object>();
        list.Add(new Box<object>(list));
        var arrivedList = Wire.Send(list);
        arrivedList[0].ShouldBeOfType<Box<object>>().Content.ShouldBeSameAs(arrivedList);

        var array = new object[1];
        array[0] = Tuple.Create<object>(array);
        var arrived = Wire.Send(array);
        arrived[0].ShouldBeOfType<Tuple<object>>().Item1.ShouldBeSameAs(arrived);
        var copy = Wire.Copy(array);
        copy[0].ShouldBeOfType<Tuple<object>>().Item1.ShouldBeSameAs(copy);
    }

    [Fact]
    public void Many_instances_keep_their_identity()
    {
        var nodes = Enumerable.Range(0, 1000).Select(i => new Node { Value = i }).ToArray();
        var arrived = Wire.Send<Node[]>([.. nodes, .. nodes]);
        for (var i = 0; i < nodes.Length; i++)
        {
            arrived[i].Value.ShouldBe(i);
            arrived[i + nodes.Length].ShouldBeSameAs(arrived[i]);
        }
    }

    [Fact]
    public void Values_nested_deeper_than_the_limit_are_refused_everywhere()
    {
        var deepest = Chain(ObjectSerializer.MaxDepth);
        Wire.Send(deepest).Next!.Value.ShouldBe(1);
        Wire.Copy(deepest).Next!.Value.ShouldBe(1);

        var tooDeep = Chain(ObjectSerializer.MaxDepth + 1);
        Should.Throw<SerializerException>(() => Wire.Send(tooDeep)).Message.ShouldContain("nested");
        Should.Throw<SerializerException>(() => Wire.Copy(tooDeep)).Message.ShouldContain("nested");
    }

    // The innermost node's list of children is one level, too.
    private static Node Chain(int depth)
    {
        Node? node = null;
        for (var i = depth - 2; i >= 0; i--) node = new Node { Value = i, Next = node };
        return node!;
    }
}
