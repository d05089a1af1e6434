using System.Numerics;
using System.Security.Cryptography;

namespace GreenPow.Dao;

/// <summary>
/// Point arithmetic on secp256k1 (SEC 2, 2.4.1) for what the base library leaves out: recovering public keys.
/// It is not constant in time and therefore sees public data only; secrets stay inside <see cref="ECDsa"/>.
/// </summary>
internal static class Secp256k1
{
    public static readonly ECCurve Curve = ECCurve.CreateFromValue("1.3.132.0.10");
    public static readonly BigInteger FieldPrime = Hex.Number("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");
    public static readonly BigInteger Order = Hex.Number("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    public static readonly BigInteger HalfOrder = Order / 2;

    private static readonly CurvePoint Generator = new(
        Hex.Number("0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
        Hex.Number("0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"));

    /// <summary>a·G + b·point; null is the point at infinity.</summary>
    public static CurvePoint? Combine(BigInteger a, BigInteger b, CurvePoint point)
    {
        // Shamir's trick: one run of doublings for both products.
        var both = Add(Projective(Generator), Projective(point));
        var sum = Infinity;
        for (var bit = 255; bit >= 0; bit--)
        {
            sum = Double(sum);
            var inA = !((a >> bit) & 1).IsZero;
            var inB = !((b >> bit) & 1).IsZero;
            if (inA && inB) sum = Add(sum, both);
            else if (inA) sum = Add(sum, Projective(Generator));
            else if (inB) sum = Add(sum, Projective(point));
        }
        return Affine(sum);
    }

    /// <summary>The point with this x and the wanted parity of y; null if x is on no point.</summary>
    public static CurvePoint? Lift(BigInteger x, bool oddY)
    {
        if (x.Sign < 0 || x >= FieldPrime) return null;
        var square = Field(x * x * x + 7);
        var y = BigInteger.ModPow(square, (FieldPrime + 1) / 4, FieldPrime);
        if (Field(y * y) != square) return null;
        return new(x, y.IsEven == oddY ? FieldPrime - y : y);
    }

    public static BigInteger InverseModuloOrder(BigInteger value) => BigInteger.ModPow(value, Order - 2, Order);

    public static BigInteger ModuloOrder(BigInteger value) => Modulo(value, Order);

    // Jacobian coordinates: x = X / Z^2, y = Y / Z^3, so that only the end needs a division.
    private readonly record struct Jacobian(BigInteger X, BigInteger Y, BigInteger Z);

    private static readonly Jacobian Infinity = new(1, 1, 0);

    private static Jacobian Projective(CurvePoint point) => new(point.X, point.Y, 1);

    private static CurvePoint? Affine(Jacobian point)
    {
        if (point.Z.IsZero) return null;
        var inverse = BigInteger.ModPow(point.Z, FieldPrime - 2, FieldPrime);
        var square = Field(inverse * inverse);
        return new(Field(point.X * square), Field(point.Y * Field(square * inverse)));
    }

    private static Jacobian Double(Jacobian p)
    {
        if (p.Z.IsZero || p.Y.IsZero) return Infinity;
        var ySquared = Field(p.Y * p.Y);
        var s = Field(4 * p.X * ySquared);
        var m = Field(3 * p.X * p.X);
        var x = Field(m * m - 2 * s);
        var y = Field(m * (s - x) - 8 * ySquared * ySquared);
        return new(x, y, Field(2 * p.Y * p.Z));
    }

    private static Jacobian Add(Jacobian p, Jacobian q)
    {
        if (p.Z.IsZero) return q;
        if (q.Z.IsZero) return p;
        var pz = Field(p.Z * p.Z);
        var qz = Field(q.Z * q.Z);
        var u1 = Field(p.X * qz);
        var u2 = Field(q.X * pz);
        var s1 = Field(p.Y * Field(qz * q.Z));
        var s2 = Field(q.Y * Field(pz * p.Z));
        if (u1 == u2) return s1 == s2 ? Double(p) : Infinity;
        var h = Field(u2 - u1);
        var r = Field(s2 - s1);
        var hSquared = Field(h * h);
        var hCubed = Field(hSquared * h);
        var v = Field(u1 * hSquared);
        var x = Field(r * r - hCubed - 2 * v);
        return new(x, Field(r * (v - x) - s1 * hCubed), Field(h * Field(p.Z * q.Z)));
    }

    private static BigInteger Field(BigInteger value) => Modulo(value, FieldPrime);

    private static BigInteger Modulo(BigInteger value, BigInteger modulus)
    {
        var rest = value % modulus;
        return rest.Sign < 0 ? rest + modulus : rest;
    }
}

/// <summary>A finite point of secp256k1.</summary>
internal readonly record struct CurvePoint(BigInteger X, BigInteger Y)
{
    /// <summary>The last 20 bytes of Keccak-256 over x and y (Yellow Paper, equation 284).</summary>
    public Address ToAddress()
    {
        Span<byte> bytes = stackalloc byte[64];
        Uint256.Write(X, bytes);
        Uint256.Write(Y, bytes[32..]);
        return Address.FromBytes(Keccak.Hash(bytes).ToBytes().AsSpan(12));
    }
}
