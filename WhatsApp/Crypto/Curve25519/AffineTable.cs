using static Wasilo.WhatsApp.Crypto.Curve25519.FieldElement;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>Brings points to Z = 1 for the precomputed tables.</summary>
internal static class AffineTable
{
    /// <summary>
    /// One inversion for all points (Montgomery's trick): invert the product of all Z, then peel off one Z after another.
    /// </summary>
    internal static AffineCachedPoint[] From(EdwardsPoint[] points)
    {
        var productsBefore = new FieldElement[points.Length];
        var product = One;
        for (int i = 0; i < points.Length; i++)
        {
            productsBefore[i] = product;
            Multiply(out product, product, points[i].Z);
        }

        Invert(out var inverseOfRest, product);
        var table = new AffineCachedPoint[points.Length];
        for (int i = points.Length - 1; i >= 0; i--)
        {
            Multiply(out var inverse, inverseOfRest, productsBefore[i]);
            Multiply(out inverseOfRest, inverseOfRest, points[i].Z);
            table[i] = Scale(points[i], inverse);
        }

        return table;
    }

    private static AffineCachedPoint Scale(in EdwardsPoint point, in FieldElement inverseOfZ)
    {
        Multiply(out var x, point.X, inverseOfZ);
        Multiply(out var y, point.Y, inverseOfZ);
        AffineCachedPoint r;
        Add(out r.YPlusX, y, x);
        Subtract(out r.YMinusX, y, x);
        Multiply(out var xy, x, y);
        Multiply(out r.TwiceDT, xy, Constants.TwiceD);
        return r;
    }
}
