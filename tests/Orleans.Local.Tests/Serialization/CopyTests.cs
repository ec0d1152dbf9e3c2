using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class CopyTests
{
    private readonly List<int> _numbers = [1, 2];

    [Fact]
    public void A_copy_shares_nothing_that_could_change()
    {
        var original = new Node { Value = 1, Next = new Node { Value = 2 }, Tag = new List<int[]> { new[] { 5 } } };
        var copy = Wire.Copy(original);
        original.Next.Value = 99;
        ((List<int[]>)original.Tag)[0][0] = 99;
        copy.Next!.Value.ShouldBe(2);
        ((List<int[]>)copy.Tag!)[0][0].ShouldBe(5);
    }

    [Fact]
    public void A_copy_has_the_members_with_ids_alone() =>
        Wire.Copy(new WithDefaults { Count = 9, NotSent = 9 }).ShouldSatisfyAllConditions(
            copy => copy.Count.ShouldBe(9),
            copy => copy.NotSent.ShouldBe(7));

    [Fact]
    public void A_struct_is_copied_whole_as_assignment_does() =>
        Wire.Copy(new Point { X = 1, Y = 2, NotSent = 3 }).NotSent.ShouldBe(3);

    [Fact]
    public void Immutable_types_are_shared_as_far_as_they_are_marked()
    {
        var frozen = new Frozen(_numbers);
        Wire.Copy(frozen).ShouldBeSameAs(frozen);
        Wire.Copy(new Box<Frozen>(frozen)).Content.ShouldBeSameAs(frozen);

        var thawed = new Thawed(_numbers, [3]);
        var copy = Wire.Copy<Frozen>(thawed).ShouldBeOfType<Thawed>();
        copy.ShouldNotBeSameAs(thawed);
        copy.Numbers.ShouldBeSameAs(_numbers);
        copy.More.ShouldNotBeSameAs(thawed.More);
    }

    [Fact]
    public void Members_marked_immutable_are_shared()
    {
        Wire.Copy(new Promises { Shared = _numbers, Copied = _numbers }).ShouldSatisfyAllConditions(
            copy => copy.Shared.ShouldBeSameAs(_numbers),
            copy => copy.Copied.ShouldNotBeSameAs(_numbers));
    }

    [Fact]
    public void Bytes_are_copied_even_where_they_are_read_only()
    {
        byte[] bytes = [1];
        var copy = Wire.Copy(new Everything { Bytes = bytes, Raw = bytes });
        bytes[0] = 9;
        copy.Bytes.Span[0].ShouldBe((byte)1);
        copy.Raw![0].ShouldBe((byte)1);
        Wire.Copy<object>(new ReadOnlyMemory<byte>(bytes)).ShouldBeOfType<ReadOnlyMemory<byte>>().Equals(bytes).ShouldBeFalse();
    }

    [Fact]
    public void Immutable_collections_are_shared_if_what_they_hold_is()
    {
        ShouldBeShared(ImmutableList.Create("a"));
        ShouldBeShared(ImmutableDictionary<string, Money>.Empty.Add("a", new Money(1, "EUR")));
        ShouldBeShared(Tuple.Create("a", 1));
        Wire.Copy(ImmutableArray.Create("a")).ShouldBe(ImmutableArray.Create("a"));

        var holder = ImmutableList.Create(_numbers);
        Wire.Copy(holder)[0].ShouldNotBeSameAs(_numbers);
        Wire.Copy(ImmutableArray.Create(_numbers))[0].ShouldNotBeSameAs(_numbers);
        Wire.Copy((1, _numbers)).Item2.ShouldNotBeSameAs(_numbers);
        Wire.Copy(new[] { "a" }).ShouldNotBeNull();
    }

    [Fact]
    public void Arrays_and_collections_are_copied_even_where_their_elements_are_shared()
    {
        ShouldBeCopied(new[] { "a" });
        ShouldBeCopied(new List<string> { "a" });
        ShouldBeCopied(new Dictionary<string, int> { ["a"] = 1 });
    }

    [Fact]
    public void What_can_not_be_sent_can_not_be_copied_either()
    {
        Should.Throw<CodecNotFoundException>(() => Wire.Copy<object>(new Unmarked()));
        Should.Throw<CodecNotFoundException>(() => Wire.Copy(new Node { Tag = new Unmarked() }));
    }

    [Fact]
    public void One_instance_in_two_places_is_copied_once()
    {
        var shared = new Node();
        var copy = Wire.Copy(new Node { Next = shared, Tag = shared });
        copy.Next.ShouldBeSameAs(copy.Tag);
        copy.Next.ShouldNotBeSameAs(shared);
    }

    [Fact]
    public async Task Codecs_are_made_and_used_by_many_threads_at_once()
    {
        for (var round = 0; round < 50; round++)
        {
            var serializer = new ObjectSerializer(new TypeManifest([typeof(Wire).Assembly]), new FakeReferences());
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
                ((Everything)serializer.Copy(new Everything { Number = i, Graph = new Node { Value = i } })!).Graph!.Value.ShouldBe(i))));
        }
    }

    private static void ShouldBeShared(object value) => Wire.Copy(value).ShouldBeSameAs(value);

    private static void ShouldBeCopied(object value) => Wire.Copy(value).ShouldNotBeSameAs(value);

    [GenerateSerializer]
    internal sealed class Promises
    {
        [Id(0), Immutable] public List<int>? Shared { get; set; }

        [Id(1)] public List<int>? Copied { get; set; }
    }
}
