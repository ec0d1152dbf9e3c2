using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class CollectionTests
{
    public static TheoryData<object> Collections =>
    [
        new[] { 1, 2, 3 }, Array.Empty<string>(), new int[][] { [1], [], [2, 3] }, new Plain[] { Plain.First, Plain.Last },
        new List<string?> { "a", null }, new Queue<int>([1, 2, 3]), new Stack<int>([1, 2, 3]), new HashSet<Guid> { Guid.Empty },
        new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, new SortedDictionary<int, string> { [2] = "b", [1] = "a" },
        new SortedSet<int> { 2, 1 },
        new ReadOnlyCollection<int>([1, 2]), new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 }),
        ImmutableList.Create("a", "b"), ImmutableHashSet.Create(1, 2), ImmutableDictionary<string, int>.Empty.Add("a", 1),
        KeyValuePair.Create("a", 1), Tuple.Create(1, "b", 3.0), Tuple.Create(1, 2, 3, 4, 5, 6, 7, "eight"),
        ValueTuple.Create(1), (1, "b"), (1, 2, 3, 4, 5, 6, 7, "eight", 9),
    ];

    [Theory]
    [MemberData(nameof(Collections))]
    public void A_collection_arrives_as_what_it_was(object collection)
    {
        var arrived = Wire.Send<object>(collection);
        arrived.ShouldBeOfType(collection.GetType());
        arrived.ShouldBeEquivalentTo(collection);
        Wire.Read(Wire.Write(collection, collection.GetType()), collection.GetType()).ShouldBeEquivalentTo(collection);
        var copy = Wire.Copy(collection);
        copy.ShouldBeOfType(collection.GetType());
        copy.ShouldBeEquivalentTo(collection);
    }

    [Fact]
    public void The_order_of_queues_and_stacks_is_kept()
    {
        Wire.Send(new Queue<int>([1, 2, 3])).ShouldBe([1, 2, 3]);
        Wire.Send(new Stack<int>([1, 2, 3])).ShouldBe([3, 2, 1]);
        Wire.Copy(new Stack<int>([1, 2, 3])).ShouldBe([3, 2, 1]);
    }

    [Fact]
    public void Immutable_arrays_arrive_set_or_not()
    {
        Wire.Send(ImmutableArray.Create(1, 2)).ShouldBe([1, 2]);
        Wire.Send<object>(ImmutableArray.Create("a")).ShouldBeOfType<ImmutableArray<string>>().ShouldBe(["a"]);
        Wire.Send(default(ImmutableArray<int>)).IsDefault.ShouldBeTrue();
        Wire.Send(ImmutableArray<int>.Empty).IsDefault.ShouldBeFalse();
    }

    [Fact]
    public void Comparers_of_strings_are_kept()
    {
        Wire.Send(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 })["A"].ShouldBe(1);
        Wire.Send(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "a" }).ShouldContain("A");
        Wire.Send(new SortedDictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 })["A"].ShouldBe(1);
        Wire.Send(new SortedSet<string>(StringComparer.Ordinal) { "a", "B" }).ShouldBe(["B", "a"]);
        Wire.Send(ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase).Add("a", 1))["A"].ShouldBe(1);
        Wire.Send(ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase, "a").Contains("A")).ShouldBeTrue();
        Wire.Send(new Dictionary<string, int> { ["a"] = 1 }).ContainsKey("A").ShouldBeFalse();
    }

    [Fact]
    public void Any_other_comparer_can_be_copied_but_not_sent()
    {
        var comparer = EqualityComparer<string>.Create((a, b) => a?.Length == b?.Length, text => text.Length);
        var byLength = new Dictionary<string, int>(comparer) { ["a"] = 1 };
        Wire.Copy(byLength)["b"].ShouldBe(1);
        Should.Throw<CodecNotFoundException>(() => Wire.Send(byLength)).Message.ShouldContain("comparer");
    }

    [Fact]
    public void What_is_declared_with_an_interface_arrives_as_what_it_was()
    {
        Wire.Send<IReadOnlyList<int>>([.. new[] { 1, 2 }]).ShouldBe([1, 2]);
        Wire.Send<IReadOnlyList<int>>(new[] { 1, 2 }).ShouldBeOfType<int[]>();
        Wire.Send<IEnumerable<int>>(new HashSet<int> { 1 }).ShouldBeOfType<HashSet<int>>();
        Wire.Send<IReadOnlyDictionary<string, int>>(new SortedDictionary<string, int>()).ShouldBeOfType<SortedDictionary<string, int>>();
    }

    [Fact]
    public void Sequences_without_a_codec_arrive_as_plain_collections_but_can_not_be_copied()
    {
        var query = Enumerable.Range(1, 3).Where(number => number > 1);
        Wire.Send(query).ShouldBeOfType<List<int>>().ShouldBe([2, 3]);
        IReadOnlyList<int> made = [4, 5];
        Wire.Send(made).ShouldBeOfType<List<int>>().ShouldBe([4, 5]);
        // Orleans refuses these as well.
        Should.Throw<CodecNotFoundException>(() => Wire.Copy(query));
        Should.Throw<CodecNotFoundException>(() => Wire.Copy(made));
    }

    [Fact]
    public void Arrays_of_several_dimensions_are_refused_with_advice()
    {
        Should.Throw<CodecNotFoundException>(() => Wire.Send<object>(new int[2, 2])).Message.ShouldContain("array of arrays");
        Should.Throw<CodecNotFoundException>(() => Wire.Copy<object>(new int[2, 2]));
    }
}
